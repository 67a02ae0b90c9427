package org.voicemail4j.store.fs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.StoreException;

/** A store that is away, hangs, refuses some messages or loses its answers, as the test wants. */
final class FickleStore {

    private final LedgeredStore sound;
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicBoolean losesNextAnswer = new AtomicBoolean();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private volatile String refused = "nothing";
    private volatile String heavy = "nothing";
    private volatile String sign = "nothing";
    private volatile boolean refusesOnceMore;
    private volatile Optional<MailboxId> unreachable = Optional.empty();
    private volatile Optional<MailboxId> unknown = Optional.empty();
    private volatile Set<MailboxId> silent = Set.of();
    private volatile CountDownLatch speaking = new CountDownLatch(0);

    FickleStore(LedgeredStore sound) {
        this.sound = sound;
    }

    void goesDown() {
        down.set(true);
    }

    /** It can be asked, and hangs where it did. */
    void goesUp() {
        down.set(false);
    }

    /** One mailbox cannot be asked for. */
    void loses(MailboxId mailbox) {
        unreachable = Optional.of(mailbox);
    }

    /** One mailbox has no place here. */
    void doesNotTake(MailboxId mailbox) {
        unknown = Optional.of(mailbox);
    }

    /** Those mailboxes alone get no answer. */
    void hangsFor(Collection<MailboxId> mailboxes) {
        speaking = new CountDownLatch(1);
        silent = Set.copyOf(mailboxes);
    }

    void comesBack() {
        speaking.countDown();
        down.set(false);
        unreachable = Optional.empty();
        hanging.countDown();
    }

    void hangs() {
        hanging = new CountDownLatch(1);
    }

    void losesTheNextAnswer() {
        losesNextAnswer.set(true);
    }

    /** Refuses to commit messages of that call. */
    void refuses(String callId) {
        refused = callId;
    }

    /** Is to be refused until another was taken, and once more. */
    void refusesUntilOnceAfter(String callId, String other) {
        sign = other;
        refused = callId;
    }

    /** Has no memory for messages of that call. */
    void cannotHold(String callId) {
        heavy = callId;
    }

    /** The names of the methods called. */
    List<String> calls() {
        return calls;
    }

    LedgeredStore store() {
        return (LedgeredStore) proxy(LedgeredStore.class, sound);
    }

    private Object proxy(Class<?> type, Object target) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object[] given = arguments == null ? new Object[0] : arguments;
            return call(target, method, given);
        });
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("takes")) {
            return !unknown.map(List.of(arguments)::contains).orElse(false);
        }
        if (!List.of("formats", "changes", "renditions", "close", "toString").contains(name)) {
            calls.add(name);
            hanging.await();
            if (Stream.of(arguments).anyMatch(silent::contains)) {
                speaking.await();
            }
            boolean lost = unreachable.map(List.of(arguments)::contains).orElse(false);
            if (down.get() || lost) {
                throw new StoreException("connection refused");
            }
        }
        if (isCommitOf(refused, name, target)) {
            if (refusesOnceMore) {
                refused = "nothing";
            }
            throw new StoreException("value too long");
        }
        if (isCommitOf(heavy, name, target)) {
            throw new OutOfMemoryError("as the test wants it");
        }
        Object answer = invoke(target, method, arguments);
        refusesOnceMore |= isCommitOf(sign, name, target);
        if (name.equals("commit") && losesNextAnswer.compareAndSet(true, false)) {
            throw new StoreException("connection reset");
        }
        boolean begun = arguments.length == 3 && arguments[2] instanceof Delivery;
        return begun ? ((Optional<?>) answer).map(deposit -> proxy(Deposit.class, deposit)) : answer;
    }

    private static boolean isCommitOf(String callId, String name, Object target) {
        return name.equals("commit")
                && target instanceof Deposit deposit
                && deposit.envelope().callId().equals(callId);
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

package org.voicemail4j.store.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxId;

/**
 * The places in INBOX that this process's deposits in progress hold. Counting the messages and holding a place exclude
 * committing and giving it back, so that no message is counted twice or not at all. For many threads.
 */
final class MailboxPlaces {

    private static final int STRIPES = 1024;

    private final Map<MailboxId, Integer> held = new ConcurrentHashMap<>();
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    int of(MailboxId mailbox) {
        return held.getOrDefault(mailbox, 0);
    }

    <T> T alone(MailboxId mailbox, Supplier<T> work) {
        ReentrantLock lock = locks[Math.floorMod(mailbox.hashCode() * 0x9E3779B9, STRIPES)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Holds one more place until the returned is run; running it again does nothing. */
    Runnable hold(MailboxId mailbox) {
        held.merge(mailbox, 1, Integer::sum);
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                held.computeIfPresent(mailbox, (box, places) -> places == 1 ? null : places - 1);
            }
        };
    }
}

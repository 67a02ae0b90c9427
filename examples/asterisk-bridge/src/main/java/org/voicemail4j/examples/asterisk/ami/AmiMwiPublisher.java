package org.voicemail4j.examples.asterisk.ami;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.examples.asterisk.line.LineThreads;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

/**
 * Lights the lamps of an Asterisk's phones by its manager port: {@code MWIUpdate}, which {@code res_mwi_external_ami} takes.
 * Counts are those of {@code NewMessages} and {@code OldMessages}, urgent ones included; there is no field for how many are
 * urgent.
 *
 * <p>One thread connects, sends what has changed, and asks every half minute whether the other side is still there. A
 * connection that cannot be made or breaks is made again, after a second, then later and later up to a minute; all mailboxes
 * that were ever published are told again then. What is published meanwhile waits, the last of each mailbox. For many
 * threads.
 */
public final class AmiMwiPublisher implements MwiPublisher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AmiMwiPublisher.class);
    private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final InetSocketAddress asterisk;
    private final AmiAccount account;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<MailboxId, MessageSummary> latest = new LinkedHashMap<>();
    private final Set<MailboxId> waiting = new LinkedHashSet<>();
    private Optional<AmiClient> connection = Optional.empty();
    private long firstPauseNanos = FIRST_PAUSE_NANOS;
    private boolean busy = true;
    private boolean closed;

    /** As {@link #AmiMwiPublisher(InetSocketAddress, AmiAccount, ThreadFactory)}, with a daemon thread. */
    public AmiMwiPublisher(InetSocketAddress asterisk, AmiAccount account) {
        this(asterisk, account, LineThreads.daemons("ami"));
    }

    /**
     * Begins to connect.
     *
     * @param asterisk its manager port, 5038 usually
     * @param account a user that may write {@code reporting} (or {@code all})
     * @param threads makes the one thread
     */
    public AmiMwiPublisher(InetSocketAddress asterisk, AmiAccount account, ThreadFactory threads) {
        this(asterisk, account, threads, FIRST_PAUSE_NANOS);
    }

    AmiMwiPublisher(InetSocketAddress asterisk, AmiAccount account, ThreadFactory threads, long firstPauseNanos) {
        this.asterisk = asterisk;
        this.account = account;
        this.firstPauseNanos = firstPauseNanos;
        threads.newThread(this::run).start();
    }

    @Override
    public void publish(MailboxId mailbox, MessageSummary summary) {
        lock.lock();
        try {
            latest.put(mailbox, summary);
            waiting.add(mailbox);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long pause = firstPauseNanos;
        while (!isClosed()) {
            try (AmiClient client = AmiClient.connect(asterisk, account)) {
                begin(client);
                pause = firstPauseNanos;
                tell(client);
            } catch (IOException | RuntimeException e) {
                if (!isClosed()) {
                    LOG.warn(
                            "{}: its lamps cannot be told; trying again in {} s: {}",
                            asterisk,
                            pause / 1e9,
                            e.toString());
                }
            }
            pause(pause);
            pause = Math.min(pause * 2, Math.max(firstPauseNanos, LONGEST_PAUSE_NANOS));
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void begin(AmiClient client) {
        lock.lock();
        try {
            connection = Optional.of(client);
            waiting.addAll(latest.keySet());
        } finally {
            lock.unlock();
        }
        LOG.info("{}: telling its lamps", asterisk);
    }

    private void tell(AmiClient client) throws IOException {
        while (!isClosed()) {
            Optional<MailboxId> next = next();
            if (next.isEmpty()) {
                client.ask(AmiMessage.action("Ping"));
            } else {
                send(client, next.get());
            }
        }
    }

    /** The next mailbox that has changed; empty if there was none for a while. */
    private Optional<MailboxId> next() {
        lock.lock();
        try {
            long left = PING_NANOS;
            busy = false;
            while (waiting.isEmpty() && left > 0 && !closed) {
                changed.signalAll();
                left = changed.awaitNanos(left);
            }
            Optional<MailboxId> next = waiting.stream().findFirst();
            next.ifPresent(waiting::remove);
            busy = next.isPresent();
            return next;
        } catch (InterruptedException e) {
            closed = true;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void send(AmiClient client, MailboxId mailbox) throws IOException {
        AmiMessage answer = client.ask(update(mailbox));
        if (!answer.get("Response").equals("Success")) {
            LOG.warn("{}: {} is not taken: {}", asterisk, mailbox, answer.get("Message"));
        }
    }

    private AmiMessage update(MailboxId mailbox) {
        lock.lock();
        try {
            MessageSummary summary = latest.get(mailbox);
            return AmiMessage.action("MWIUpdate")
                    .with("Mailbox", mailbox.number() + '@' + mailbox.context())
                    .with("OldMessages", summary == null ? 0 : summary.voice().oldMessages())
                    .with("NewMessages", summary == null ? 0 : summary.voice().newMessages());
        } finally {
            lock.unlock();
        }
    }

    private void pause(long nanos) {
        lock.lock();
        try {
            connection = Optional.empty();
            busy = true;
            long left = nanos;
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing waits; false if that takes longer. */
    boolean awaitIdle(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while ((busy || !waiting.isEmpty()) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !busy && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connection and the thread; what still waits is not told. Closing twice is harmless. */
    @Override
    public void close() {
        Optional<AmiClient> open;
        lock.lock();
        try {
            closed = true;
            open = connection;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        open.ifPresent(AmiClient::close);
    }

    @Override
    public String toString() {
        return "lamps of " + asterisk;
    }
}

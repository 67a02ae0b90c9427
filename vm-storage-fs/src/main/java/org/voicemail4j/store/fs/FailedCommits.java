package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Messages that are recorded and could not be put into their folder, such as one that an Asterisk that died had locked.
 * They are put there when it is unlocked, by whoever looks at the mailbox next; nobody waits for that. Those that are left
 * when the process ends are the next start's, as are those beyond a thousand. For many threads.
 */
final class FailedCommits {

    private static final Logger LOG = LoggerFactory.getLogger(FailedCommits.class);
    private static final int MOST = 1_000;
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final MailboxLocks locks;
    private final LockWaitClock clock;
    private final Map<MailboxId, Box> boxes = new ConcurrentHashMap<>();
    private final AtomicInteger kept = new AtomicInteger();

    FailedCommits(MailboxLocks locks, LockWaitClock clock) {
        this.locks = locks;
        this.clock = clock;
    }

    private record Failed(Path folder, Spool.Work<?> publication) {}

    /** What waits for one mailbox, oldest first; used by who is alone with the mailbox. */
    private static final class Box {
        final Deque<Failed> waiting = new ArrayDeque<>();
        long tried;
        long pause = FIRST_PAUSE;
    }

    /**
     * A commit failed.
     *
     * @param folder the directory into which it belongs
     * @param publication puts it there; can be run again when it fails
     */
    void keep(MailboxId mailbox, Path folder, Spool.Work<?> publication) throws IOException {
        if (kept.incrementAndGet() > MOST) {
            kept.decrementAndGet();
            LOG.warn("a message of {} that could not be committed is left to the next start", mailbox);
            return;
        }
        locks.alone(mailbox, () -> {
            Box box = boxes.computeIfAbsent(mailbox, none -> new Box());
            box.tried = clock.nanos();
            return box.waiting.add(new Failed(folder, publication));
        });
    }

    /** Tries again what waits for any mailbox. */
    void retryAll() {
        boxes.keySet().forEach(this::retry);
    }

    /**
     * Tries again what waits for a mailbox, unless that was done a moment ago or its folder is still locked. What fails for
     * another reason is tried with growing pauses.
     */
    void retry(MailboxId mailbox) {
        if (boxes.containsKey(mailbox)) {
            try {
                locks.alone(mailbox, () -> retryAlone(mailbox));
            } catch (IOException | RuntimeException e) {
                LOG.warn("messages of {} still cannot be committed", mailbox, e);
            }
        }
    }

    private boolean retryAlone(MailboxId mailbox) throws IOException {
        Box box = boxes.get(mailbox);
        if (box == null || clock.nanos() - box.tried < box.pause) {
            return false;
        }
        box.tried = clock.nanos();
        while (!box.waiting.isEmpty()) {
            Failed oldest = box.waiting.element();
            if (!locks.isUnlocked(oldest.folder())) {
                return false;
            }
            box.pause = Math.min(2 * box.pause, LONGEST_PAUSE); // unless it comes now
            oldest.publication().run();
            box.pause = FIRST_PAUSE;
            box.waiting.remove();
            kept.decrementAndGet();
            LOG.info("a message of {} that could not be committed before is in {}", mailbox, oldest.folder());
        }
        boxes.remove(mailbox);
        return true;
    }
}

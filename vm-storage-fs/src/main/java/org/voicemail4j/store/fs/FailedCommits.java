package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What became of a try; done is also what nobody needs to try again. */
    private enum Outcome {
        DONE,
        LOCKED,
        FAILED
    }

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

    /** Tries again what waits for any mailbox that nobody is busy with. */
    void retryAll() {
        boxes.keySet().forEach(mailbox -> {
            try {
                locks.aloneAtOnce(mailbox, () -> retryAlone(mailbox));
            } catch (IOException | RuntimeException e) {
                cannotCommit(mailbox, e);
            }
        });
    }

    /**
     * Tries again what waits for a mailbox, unless that was done a moment ago. What waits for a folder that is still locked,
     * or fails for another reason, keeps what comes behind it in that folder waiting, and nothing in other folders. What
     * fails is tried with growing pauses; of what has lost a file the next start's recovery makes what it can.
     */
    void retry(MailboxId mailbox) {
        if (boxes.containsKey(mailbox)) {
            try {
                locks.alone(mailbox, () -> retryAlone(mailbox));
            } catch (IOException | RuntimeException e) {
                cannotCommit(mailbox, e);
            }
        }
    }

    private static void cannotCommit(MailboxId mailbox, Exception why) {
        LOG.warn("messages of {} still cannot be committed", mailbox, why);
    }

    private boolean retryAlone(MailboxId mailbox) {
        Box box = boxes.get(mailbox);
        if (box == null || clock.nanos() - box.tried < box.pause) {
            return false;
        }
        box.tried = clock.nanos();
        box.pause = Math.min(2 * box.pause, LONGEST_PAUSE); // unless nothing fails now
        boolean fails = false;
        Set<Path> blocked = new HashSet<>();
        for (Failed next : List.copyOf(box.waiting)) {
            if (blocked.contains(next.folder())) {
                continue;
            }
            Outcome outcome = publish(mailbox, next);
            fails |= outcome == Outcome.FAILED;
            if (outcome == Outcome.DONE) {
                box.waiting.remove(next);
                kept.decrementAndGet();
            } else {
                blocked.add(next.folder());
            }
        }
        if (!fails) {
            box.pause = FIRST_PAUSE;
        }
        if (box.waiting.isEmpty()) {
            boxes.remove(mailbox);
        }
        return true;
    }

    private Outcome publish(MailboxId mailbox, Failed failed) {
        try {
            if (!locks.isUnlocked(failed.folder())) {
                return Outcome.LOCKED;
            }
            failed.publication().run();
            LOG.info("a message of {} that could not be committed before is in {}", mailbox, failed.folder());
            return Outcome.DONE;
        } catch (NoSuchFileException e) {
            LOG.warn("a message of {} that could not be committed is left to the next start", mailbox, e);
            return Outcome.DONE;
        } catch (IOException | RuntimeException e) {
            cannotCommit(mailbox, e);
            return Outcome.FAILED;
        }
    }
}

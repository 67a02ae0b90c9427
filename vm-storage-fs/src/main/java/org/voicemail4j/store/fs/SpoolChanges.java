package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.ChangeListeners;

/**
 * Notices what others change in the spool by looking at the times of the INBOX, Urgent and Old directories, which change
 * with every file that comes, goes or is renamed. Polling instead of watching: a watch per directory meets the limits of
 * the kernel at some thousand mailboxes and sees nothing of what another machine does on a shared file system. A look
 * costs three attribute reads per mailbox; the pause between looks grows so that they take at most a fiftieth of the
 * time. One thread, only while somebody listens.
 */
final class SpoolChanges implements ChangeFeed, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolChanges.class);
    private static final long SHARE = 50;
    /** File systems keep times in ticks: a change in the same tick as the last look shows only as a young time. */
    private static final long YOUNG_MILLIS = 1000;

    private final SpoolLayout layout;
    private final Duration pause;
    private final Clock clock;
    private final LockWaitClock ticks;
    private final ThreadFactory threads;
    private final Runnable before;
    private final ChangeListeners listeners = new ChangeListeners();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private Map<MailboxId, Seen> seen = Map.of();
    private @Nullable Thread thread;
    private boolean closed;

    /** The newest time of a mailbox's directories, and whether it was young when it was looked at. */
    private record Seen(List<Long> times, boolean young) {}

    /** @param before what is to be done before each look; does not count as part of it */
    SpoolChanges(
            SpoolLayout layout,
            Duration pause,
            Clock clock,
            LockWaitClock ticks,
            ThreadFactory threads,
            Runnable before) {
        this.before = before;
        this.layout = layout;
        this.pause = pause;
        this.clock = clock;
        this.ticks = ticks;
        this.threads = threads;
    }

    @Override
    public Registration listen(Consumer<MailboxId> changed) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store has been closed");
            }
            if (thread == null) {
                seen = Spool.work("look at", layout.root(), this::look);
                thread = threads.newThread(this::run);
                thread.start();
            }
            return listeners.add(changed);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long wait = pause.toNanos();
        while (awaitNextLook(wait)) {
            prepare();
            long start =
                    ticks.nanos(); // what comes before a look may wait for others: that is no reason to look less often
            try {
                poll();
            } catch (IOException | RuntimeException | Error e) {
                LOG.warn("cannot look for changes in {}; trying again", layout.root(), e);
            }
            wait = Math.max(pause.toNanos(), SHARE * (ticks.nanos() - start));
        }
    }

    private void prepare() {
        try {
            before.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("what comes before each look at {} failed; looking all the same", layout.root(), e);
        }
    }

    private boolean awaitNextLook(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            LOG.debug("asked to stop", e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Looks once and tells what changed since the last look. */
    void poll() throws IOException {
        Map<MailboxId, Seen> now = look();
        Map<MailboxId, Seen> before = seen;
        seen = now;
        now.forEach((mailbox, times) -> {
            Seen old = before.get(mailbox);
            if (old == null || old.young() || !old.times().equals(times.times())) {
                listeners.tell(mailbox);
            }
        });
        before.keySet().stream().filter(mailbox -> !now.containsKey(mailbox)).forEach(listeners::tell);
    }

    private Map<MailboxId, Seen> look() throws IOException {
        long now = clock.millis();
        Map<MailboxId, Seen> result = new HashMap<>();
        for (MailboxId mailbox : layout.mailboxes()) {
            List<Long> times = Stream.of(Folder.INBOX, Folder.OLD)
                    .flatMap(folder -> layout.directories(mailbox, folder).stream())
                    .map(SpoolChanges::time)
                    .toList();
            boolean young = times.stream().anyMatch(time -> Math.abs(now - time / 1_000_000) < YOUNG_MILLIS);
            result.put(mailbox, new Seen(times, young));
        }
        return result;
    }

    private static long time(Path directory) {
        try {
            return Files.getLastModifiedTime(directory).to(TimeUnit.NANOSECONDS);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return 0;
        } catch (IOException e) {
            LOG.debug("cannot look at {}", directory, e);
            return -1;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.clear();
    }
}

package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the calls of one media loop record, on one thread for all of them: to wake a thread costs more than to write
 * half a second of sound. A sink that hangs or is slow holds this thread up. Then, after a tenth of a second, the threads of the
 * other calls write for themselves until it goes on; so a disk that hangs holds up the calls that write to it and no other.
 */
final class Scribe {

    private static final Logger LOG = LoggerFactory.getLogger(Scribe.class);

    private static final int MOST_WAITING = 4096;
    private static final long GATHERED_NANOS = 50_000_000L;
    private static final long PATIENCE_NANOS = 100_000_000L;

    private final SpscRing<RecordingWriter> waiting = new SpscRing<>(MOST_WAITING);
    private final AtomicLong done = new AtomicLong();
    private long given;
    /** All that was given until then is what the patience is about: a queue that only creeps must not last for ever. */
    private long mark;

    private long movedAt;
    private long wokenAt;
    private boolean news;
    private boolean hangs;
    private volatile @Nullable Thread thread;
    private volatile boolean closing;

    void start(ThreadFactory threads) {
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        while (!closing) {
            if (!writeNext()) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    LOG.debug("the writing of recordings is ended by close, not by an interrupt");
                }
            }
        }
    }

    /** Writes what one recording has waiting; for the thread. Returns false if there was none. */
    boolean writeNext() {
        RecordingWriter next = waiting.poll();
        if (next == null) {
            return false;
        }
        next.writeWaiting();
        done.setRelease(done.getPlain() + 1);
        return true;
    }

    // ---- for the loop

    /** Takes a recording that has something to write. */
    void give(RecordingWriter recording) {
        if (hangs || !waiting.offer(recording)) {
            recording.wake();
            return;
        }
        given++;
        news = true;
    }

    /** Wakes the thread for all that has been given, and sees whether it gets on. */
    void tick(long now) {
        watch(now);
        if (news && now - wokenAt >= GATHERED_NANOS) {
            news = false;
            wokenAt = now;
            LockSupport.unpark(thread);
        }
    }

    private void watch(long now) {
        long written = done.getAcquire();
        if (written >= mark) {
            mark = given;
            movedAt = now;
            hangs = false;
        } else if (!hangs && now - movedAt >= PATIENCE_NANOS) {
            hangs = true;
            waiting.forEach(RecordingWriter::wake);
        }
    }

    // ---- for any thread

    /** Ends the thread; what is not written is written by the calls' own threads. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the thread of a closed one to end, but no longer than that. */
    void awaitEnd(Duration most) throws InterruptedException {
        Thread started = thread;
        if (started != null) {
            started.join(most.toMillis());
        }
    }
}

package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what media loops have to tell, without making them wait; logs it and tells the listener on a thread of its own. */
final class MediaEvents {

    private static final Logger LOG = LoggerFactory.getLogger(MediaEvents.class);
    private static final int MOST_WAITING = 10_000;
    private static final long WARN_AGAIN_NANOS = 10_000_000_000L;
    private static final Runnable LAST = () -> {};

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final MediaListener listener;
    private final NanoClock clock;
    private long warnedAt;
    private @Nullable Thread thread;

    MediaEvents(MediaListener listener, NanoClock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    void start(ThreadFactory threads) {
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        while (true) {
            try {
                Runnable event = waiting.take();
                if (event == LAST) {
                    return;
                }
                event.run();
            } catch (InterruptedException e) {
                LOG.debug("the telling of media events is ended by close, not by an interrupt");
            } catch (RuntimeException | Error e) {
                LOG.error("a media listener failed", e);
            }
        }
    }

    /** Tells how a call's sound was; where nobody listens, no thread is woken for it. */
    void ended(Supplier<MediaReport> report, Counters counters) {
        if (listener == MediaListener.NONE && !LOG.isDebugEnabled()) {
            return;
        }
        MediaReport told = report.get();
        tell(
                () -> {
                    LOG.debug("sound ended, {}", told);
                    listener.ended(told);
                },
                counters);
    }

    void storeIsSlow(int localPort, Duration length, Counters counters) {
        tell(
                () -> {
                    warn(localPort, length);
                    listener.storeIsSlow(localPort, length);
                },
                counters);
    }

    /** Once for the many recordings that a disk which hangs holds up at the same time. */
    private void warn(int localPort, Duration length) {
        long now = clock.nanoTime();
        if (warnedAt == 0 || now - warnedAt >= WARN_AGAIN_NANOS) {
            warnedAt = now;
            LOG.warn(
                    "port {}: {} ms of a recording wait in memory; the store is slow or hangs (others are not listed for 10 s)",
                    localPort,
                    length.toMillis());
        }
    }

    private void tell(Runnable event, Counters counters) {
        if (!waiting.offer(event)) {
            counters.add(Count.EVENT_DROPPED);
        }
    }

    /** Tells what there is and ends the thread; waits for that, but no longer than given. */
    void close(Duration most) throws InterruptedException {
        Thread started = thread;
        thread = null;
        if (started != null && waiting.offer(LAST)) {
            started.join(most.toMillis());
        }
    }
}

package org.voicemail4j.sip;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts things off by a time of chance, so that nodes that start together, or are told of the same by the same clock, do not do
 * them together. For many threads.
 */
final class StartJitter {

    private static final Logger LOG = LoggerFactory.getLogger(StartJitter.class);

    private final ScheduledExecutorService timers;
    private final RandomGenerator random;

    /** @param random used by one thread at a time */
    StartJitter(ScheduledExecutorService timers, RandomGenerator random) {
        this.timers = timers;
        this.random = random;
    }

    /** Does something within that time; at once, here, if it is zero, and never if the timers are closed before. */
    void within(Duration time, Runnable work) {
        long millis = time.toMillis();
        if (millis == 0) {
            work.run();
            return;
        }
        try {
            timers.schedule(work, chosen(millis), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("message waiting: closed before something was told");
        }
    }

    private synchronized long chosen(long below) {
        return random.nextLong(below);
    }
}

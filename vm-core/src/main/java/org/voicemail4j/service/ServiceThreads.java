package org.voicemail4j.service;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs a service's work: the host's where it gave some, else threads of the service's own, which end with it. */
final class ServiceThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceThreads.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final @Nullable ExecutorService ownExecutor;
    private final @Nullable ScheduledExecutorService ownTimer;

    ServiceThreads(@Nullable Executor executor, @Nullable ScheduledExecutorService timer) {
        if (executor == null) {
            ownExecutor = CallThreads.executor();
            this.executor = ownExecutor;
        } else {
            ownExecutor = null;
            this.executor = executor;
        }
        if (timer == null) {
            ScheduledThreadPoolExecutor own =
                    new ScheduledThreadPoolExecutor(1, CallThreads.daemons("voicemail-timer-"));
            own.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            ownTimer = own;
            this.timer = own;
        } else {
            ownTimer = null;
            this.timer = timer;
        }
    }

    Executor executor() {
        return executor;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** Ends them; a job of the timer that is under way is waited for, not interrupted: it may be writing to a store. */
    @Override
    public void close() {
        if (ownTimer != null) {
            ownTimer.shutdown();
            awaitEnd(ownTimer);
        }
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
    }

    private static void awaitEnd(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a job of the service's timer has not ended within {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

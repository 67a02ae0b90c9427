package org.voicemail4j.service;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** What runs a service's work: the host's where it gave some, else threads of the service's own, which end with it. */
final class ServiceThreads implements AutoCloseable {

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
            ownTimer = Executors.newSingleThreadScheduledExecutor(CallThreads.daemons("voicemail-timer-"));
            this.timer = ownTimer;
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

    @Override
    public void close() {
        if (ownTimer != null) {
            ownTimer.shutdownNow();
        }
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
    }
}

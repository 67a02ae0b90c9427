package org.voicemail4j.sip;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The timers of one call, each at most once; what they start runs as a step of the call. */
final class CallTimers {

    /** What a call waits for. */
    enum Timer {
        /** Its flow to answer or refuse it. */
        DECISION,
        /** PRACK, or time to say again that the caller hears us already. */
        PROGRESS,
        /** Its end, whatever happens. */
        LONGEST_CALL,
        /** The peer's refresh of the session. */
        SESSION,
        /** Our refresh of the session. */
        REFRESH
    }

    private final ScheduledExecutorService timers;
    private final Executor steps;
    private final Map<Timer, Future<?>> running = new EnumMap<>(Timer.class);

    CallTimers(ScheduledExecutorService timers, Executor steps) {
        this.timers = timers;
        this.steps = steps;
    }

    /** Starts a timer, anew if it runs. */
    void start(Timer timer, Duration time, Runnable step) {
        stop(timer);
        try {
            running.put(timer, timers.schedule(() -> steps.execute(step), time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            // the endpoint is closing, which ends the call anyway
            running.remove(timer);
        }
    }

    void stop(Timer timer) {
        Future<?> before = running.remove(timer);
        if (before != null) {
            before.cancel(false);
        }
    }

    /** Whether a timer was started and not stopped since. */
    boolean isRunning(Timer timer) {
        return running.containsKey(timer);
    }

    void stopAll() {
        for (Timer timer : Timer.values()) {
            stop(timer);
        }
    }
}

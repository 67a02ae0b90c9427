package org.voicemail4j.sip;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one call, each at most once; what they start runs as a step of the call, unless its timer was stopped
 * or started anew before that step's turn came. Used in steps of the call.
 */
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
    private final Map<Timer, Start> running = new EnumMap<>(Timer.class);

    /** One start of a timer, different from all others. */
    private static final class Start {
        private @Nullable Future<?> future;
    }

    CallTimers(ScheduledExecutorService timers, Executor steps) {
        this.timers = timers;
        this.steps = steps;
    }

    /** Starts a timer, anew if it runs. */
    void start(Timer timer, Duration time, Runnable step) {
        stop(timer);
        Start start = new Start();
        running.put(timer, start);
        Runnable due = () -> {
            if (running.get(timer) == start) {
                step.run();
            }
        };
        try {
            start.future = timers.schedule(() -> steps.execute(due), time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the endpoint is closing, which ends the call anyway
            running.remove(timer);
        }
    }

    void stop(Timer timer) {
        Start before = running.remove(timer);
        if (before != null && before.future != null) {
            before.future.cancel(false);
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

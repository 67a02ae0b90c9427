package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallTimersTest {

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1);
    private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
    private final CallTimers timers = new CallTimers(threads, steps::add);
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private Runnable due() throws InterruptedException {
        Runnable step = steps.poll(30, TimeUnit.SECONDS);
        if (step == null) {
            throw new AssertionError("no timer has run out");
        }
        return step;
    }

    @Test
    void aTimerThatWasStoppedBeforeItsStepsTurnCameDoesNothing() throws InterruptedException {
        timers.start(CallTimers.Timer.SESSION, Duration.ZERO, () -> ran.add("stopped"));
        Runnable stopped = due();
        timers.stop(CallTimers.Timer.SESSION);
        stopped.run();
        timers.start(CallTimers.Timer.SESSION, Duration.ZERO, () -> ran.add("first"));
        Runnable first = due();
        timers.start(CallTimers.Timer.SESSION, Duration.ZERO, () -> ran.add("second"));
        first.run();
        due().run();

        assertThat(ran).containsExactly("second");
        assertThat(timers.isRunning(CallTimers.Timer.SESSION)).isTrue();
    }
}

package org.voicemail4j.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of the SIP stack, which makes this object by its name; not for anybody else. The stack starts several for each call
 * and stops some of them, but its own timer keeps what was stopped until it would have been due, up to three minutes later. Here a
 * stopped one is gone, and the thread that runs what is due is not woken for each start. What runs is some 10 ms late, never early.
 */
public final class SipStackTimer implements SipTimer {

    private static final Logger LOG = LoggerFactory.getLogger(SipStackTimer.class);
    private static final long TICK_NANOS = 10_000_000L;
    private static final long TICKS_PER_SECOND = 1_000_000_000L / TICK_NANOS;

    private final StackClock clock = StackClock.SYSTEM;
    private final TimerWheel<SIPStackTimerTask> wheel = new TimerWheel<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long epoch = clock.nanos();
    /** The tick until which the thread sleeps; 0 while it works. */
    private volatile long sleepsUntil;

    private volatile boolean started;

    /** For the stack. */
    public SipStackTimer() {}

    @Override
    public void start(@Nullable SipStackImpl stack, @Nullable Properties settings) {
        started = true;
        SipThreads.start("sip-stack-timer", this::run);
    }

    private void run() {
        try {
            while (started) {
                wheel.due(tick()).forEach(timer -> timer.work().ifPresent(SipStackTimer::run));
                sleep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started = false;
        }
    }

    private static void run(SIPStackTimerTask task) {
        try {
            task.runTask();
        } catch (RuntimeException | Error e) {
            LOG.warn("a timer of the SIP stack failed; the others go on", e);
        }
    }

    private void sleep() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long next;
            do {
                next = wheel.next();
                sleepsUntil = next;
            } while (wheel.next() != next); // another began before it could see until when this sleeps
            long nanos = next == TimerWheel.NEVER ? Long.MAX_VALUE : epoch + next * TICK_NANOS - clock.nanos();
            if (started && nanos > 0) {
                changed.awaitNanos(nanos);
            }
        } finally {
            sleepsUntil = 0;
            lock.unlock();
        }
    }

    /** The tick that is going on. */
    private long tick() {
        return (clock.nanos() - epoch) / TICK_NANOS;
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return start(task, delay, 0);
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return start(task, delay, Math.max(1, ticks(period)));
    }

    private boolean start(SIPStackTimerTask task, long delay, long period) {
        if (!started) {
            throw new IllegalStateException("the timers of the SIP stack have been stopped");
        }
        long due = tick() + 1 + ticks(Math.max(0, delay));
        task.setSipTimerTask(wheel.start(task, due, period));
        if (due < sleepsUntil) {
            wake();
        }
        return true;
    }

    private void wake() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ticks in so many milliseconds, rounded up. */
    private static long ticks(long millis) {
        return Math.floorDiv(millis * TICKS_PER_SECOND + 999, 1000);
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof TimerWheel.Timer<?> timer)) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        return wheel.stop((TimerWheel.Timer<SIPStackTimerTask>) timer);
    }

    @Override
    public void stop() {
        started = false;
        wake();
    }

    @Override
    public boolean isStarted() {
        return started;
    }
}

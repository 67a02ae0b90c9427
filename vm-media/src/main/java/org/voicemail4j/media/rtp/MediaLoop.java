package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that moves the packets of many calls. A second has fifty frames of 20 ms, a frame twenty slots of 1 ms, and
 * a call lives in one slot ({@link Slots}): so none waits for all the others. In a call's slot its packets are read and its
 * next frame is sent; the loop sleeps until a slot has something to do. It never blocks and never touches a file; what others want of a call is
 * queued as a command. What calls record is written by a {@link Scribe} beside it.
 *
 * <p>A loop that comes late catches up, but by two frames at most; then it leaves out what it missed and counts it.
 */
final class MediaLoop {

    static final long SLOT_NANOS = 1_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);
    private static final int MOST_BEHIND = 2 * Slots.SLOTS;
    private static final int LONGEST_SLEEP = 5 * Slots.SLOTS;

    private final NanoClock clock;
    private final Counters counters = new Counters();
    private final Scratch scratch = new Scratch();
    private final Scribe scribe = new Scribe();
    private final Slots slots = new Slots();
    private final ReportWatch reports = new ReportWatch();
    private final BiConsumer<RtpCall, Throwable> failed = this::end;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final ReentrantLock afterwards = new ReentrantLock();
    private final AtomicInteger load = new AtomicInteger();
    private final long epoch;
    private long nextSlot;
    private long lookedForReports;
    private int calls;
    private volatile @Nullable Thread thread;
    private volatile boolean asleep;
    private volatile boolean closing;
    private volatile boolean dead;

    MediaLoop(NanoClock clock) {
        this.clock = clock;
        epoch = clock.nanoTime();
    }

    void start(ThreadFactory threads) {
        scribe.start(threads);
        Thread started = threads.newThread(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        while (!closing) {
            contained(() -> tick(clock.nanoTime()));
            park();
        }
        contained(this::closeAll);
        dead = true;
        runCommands();
    }

    private static void contained(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("media loop goes on after a failure", e);
        }
    }

    private void park() {
        if (Thread.interrupted()) {
            LOG.debug("media loops are ended by close, not by an interrupt");
        }
        if (calls == 0) {
            sleep(Long.MAX_VALUE);
            return;
        }
        long next = slots.isWatching() ? nextSlot : slots.nextBusy(nextSlot, LONGEST_SLEEP);
        long wait = epoch + next * SLOT_NANOS - clock.nanoTime();
        if (wait > SLOT_NANOS) {
            sleep(wait);
        } else if (wait > 0 && !closing && commands.isEmpty()) {
            LockSupport.parkNanos(this, wait); // what is queued meanwhile can wait for that
        }
    }

    /** Sleeps until something is queued, but no longer than that. */
    private void sleep(long nanos) {
        asleep = true;
        try {
            if (!closing && commands.isEmpty()) { // looked at after that was said, so that nobody's wake-up is missed
                LockSupport.parkNanos(this, nanos);
            }
        } finally {
            asleep = false;
        }
    }

    /** Does all that is due at that time. */
    void tick(long now) {
        long due = Math.floorDiv(now - epoch, SLOT_NANOS);
        if (calls == 0) {
            nextSlot = due;
        }
        nextSlot = Math.min(due, slots.nextBusy(nextSlot, LONGEST_SLEEP));
        runCommands();
        lookForReports(due / Slots.SLOTS);
        if (due - nextSlot >= MOST_BEHIND) {
            counters.add(Count.OVERRUN);
            nextSlot = due - Slots.SLOTS + 1;
        }
        if (due - nextSlot <= 1) {
            slots.look(now, failed); // before all else, while it is still now; not when this comes late
        }
        while (nextSlot <= due) {
            runSlot(nextSlot++, now);
        }
        scribe.tick(now);
    }

    /** Once in a frame. */
    private void lookForReports(long frame) {
        if (frame != lookedForReports) {
            lookedForReports = frame;
            reports.look();
        }
    }

    private void runSlot(long number, long now) {
        Slot slot = slots.at(number);
        long frame = number / Slots.SLOTS;
        if (!slot.isBusy(frame)) {
            return;
        }
        for (int i = slot.size() - 1; i >= 0; i--) {
            if (slot.isDue(i, frame)) {
                runFrame(slot, i, frame, now);
            }
        }
        slot.done();
    }

    private void runFrame(Slot slot, int place, long frame, long now) {
        try {
            slot.run(place, frame, now);
        } catch (RuntimeException | Error e) {
            end(slot.call(place), e);
        }
    }

    private void end(RtpCall call, Throwable failure) {
        LOG.error("a call's sound ended after a failure", failure);
        remove(call);
        call.hangUp(clock.nanoTime());
    }

    private void runCommands() {
        Runnable command;
        while ((command = commands.poll()) != null) {
            contained(command);
        }
    }

    /**
     * Queues something for the loop's thread to do, at once or in the next slot. When the loop has ended, the caller's thread
     * does it.
     */
    void submit(Runnable command) {
        commands.add(command);
        if (asleep) {
            LockSupport.unpark(thread);
        }
        if (dead) {
            afterwards.lock();
            try {
                runCommands();
            } finally {
                afterwards.unlock();
            }
        }
    }

    /** How many calls it has or is about to get; for any thread. */
    int load() {
        return load.get();
    }

    /** Says that a call will be added; for any thread. */
    void reserve() {
        load.incrementAndGet();
    }

    /** Takes a call into a slot that has room; on the loop's thread. */
    void add(RtpCall call) {
        if (dead) {
            call.hangUp(clock.nanoTime());
            return;
        }
        slots.add(call);
        call.watchReports(reports);
        calls++;
    }

    /** Lets a call go; on the loop's thread. */
    void remove(RtpCall call) {
        if (slots.remove(call)) {
            calls--;
            load.decrementAndGet();
        }
    }

    private void closeAll() {
        runCommands();
        long now = clock.nanoTime();
        for (int i = 0; i < Slots.SLOTS; i++) {
            Slot slot = slots.at(i);
            while (slot.size() > 0) {
                RtpCall call = slot.call(slot.size() - 1);
                slot.remove(call);
                contained(() -> call.close(now));
            }
        }
        calls = 0;
        reports.close();
    }

    Counters counters() {
        return counters;
    }

    Scratch scratch() {
        return scratch;
    }

    /** Who writes what the calls record. */
    Scribe scribe() {
        return scribe;
    }

    /** Ends the loop: its calls are hung up. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        scribe.close();
    }

    /** Waits for the threads of a closed loop to end, but no longer than that; less for one that a disk which hangs holds. */
    void awaitEnd(Duration most) throws InterruptedException {
        Thread started = thread;
        if (started != null) {
            started.join(most.toMillis());
        }
        scribe.awaitEnd(most.dividedBy(5));
    }
}

package org.voicemail4j.sip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells lamps, so many a second and so many unanswered at once, each lamp one notice at a time and only the newest. What
 * a lamp shows already is not told again unless that is wished. A notice that got no answer is repeated after growing
 * pauses; a new one does not wait for them. For many threads; works in one of its own.
 */
final class LampSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LampSender.class);
    private static final int MOST_IN_FLIGHT = 200;
    private static final int MOST_UNANSWERED = 10_000;
    private static final long TICK_MILLIS = 20;

    private final SipConfig config;
    private final ScheduledThreadPoolExecutor sender;
    private final Map<LampLine, Wish> wishes = new ConcurrentHashMap<>();

    // used by the sender's thread alone
    private final Map<LampLine, Lamp> lamps = new HashMap<>();
    private final Queue<Lamp> ready = new ArrayDeque<>();
    private final LampPace pace;
    private final LampFlights flights = new LampFlights(MOST_IN_FLIGHT, MOST_UNANSWERED, StackClock.SYSTEM);
    private boolean started;
    private boolean ticking;

    LampSender(SipConfig config) {
        this.config = config;
        this.sender = new ScheduledThreadPoolExecutor(1, config.threads());
        this.sender.setRemoveOnCancelPolicy(true);
        this.sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.pace = new LampPace(config.notifyRate(), StackClock.SYSTEM);
    }

    private record Wish(Notice notice, boolean always) {

        /** The newer of two, but the last notice stays the last. */
        Wish after(Wish earlier) {
            return new Wish(earlier.notice.isLast() ? earlier.notice : notice, always || earlier.always);
        }
    }

    void start() {
        step(() -> {
            started = true;
            pump();
        });
    }

    /** Tells a lamp, unless it shows that already. */
    void show(LampLine line, Notice notice) {
        wish(line, new Wish(notice, false));
    }

    /** Tells a lamp even if it shows that already. */
    void showAnyway(LampLine line, Notice notice) {
        wish(line, new Wish(notice, true));
    }

    private void wish(LampLine line, Wish wish) {
        Wish first = wishes.merge(line, wish, (earlier, later) -> later.after(earlier));
        if (first == wish) {
            step(() -> take(line));
        }
    }

    /** Forgets a lamp: what it waits for is not sent. */
    void forget(LampLine line) {
        wishes.remove(line);
        step(() -> {
            Lamp gone = lamps.remove(line);
            if (gone != null) {
                gone.next = null;
                gone.rouse();
            }
        });
    }

    private void step(Runnable step) {
        try {
            sender.execute(() -> {
                try {
                    step.run();
                } catch (RejectedExecutionException e) {
                    LOG.debug("message waiting: closed meanwhile");
                } catch (RuntimeException | Error e) {
                    LOG.warn("message waiting: a step failed; a lamp may be stale until its mailbox changes", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("message waiting: closed");
        }
    }

    /** Whether nothing is waiting, on its way or to be repeated. */
    boolean isIdle() {
        return wishes.isEmpty() && !isAny(lamp -> lamp.busy || lamp.next != null);
    }

    /** Whether a lamp waits to be repeated. */
    boolean isPausing() {
        return isAny(lamp -> lamp.pause != null);
    }

    /** Whether a last notice waits to be sent. */
    boolean isSayingGoodbye() {
        return !wishes.isEmpty() || isAny(lamp -> lamp.ending && lamp.next != null);
    }

    /** How many lamps are known. */
    int size() {
        try {
            return sender.submit(lamps::size).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private boolean isAny(Predicate<Lamp> condition) {
        try {
            return sender.submit(() -> lamps.values().stream().anyMatch(condition))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (RejectedExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void take(LampLine line) {
        Wish wish = wishes.remove(line);
        if (wish == null) {
            return;
        }
        Lamp lamp = lamps.computeIfAbsent(line, Lamp::new);
        if (lamp.next != null && lamp.next.isLast()) {
            return;
        }
        lamp.ending |= wish.notice().isLast();
        boolean urgent = wish.always() || wish.notice().isLast();
        if (!urgent && !lamp.busy && wish.notice().equals(lamp.shown)) {
            lamp.next = null;
            return;
        }
        lamp.next = wish.notice();
        lamp.attempts = 0;
        if ((urgent || !lamp.resting) && (!lamp.busy || lamp.rouse())) {
            enqueue(lamp);
        }
    }

    private void enqueue(Lamp lamp) {
        lamp.busy = true;
        ready.add(lamp);
        pump();
    }

    /** Sends what may be sent now; the rest waits for the next tick or an answer. */
    private void pump() {
        pace.refill();
        while (started && !ready.isEmpty() && flights.isRoom() && pace.take()) {
            send(ready.remove());
        }
        if (!ticking && (!pace.isFull() || (started && !ready.isEmpty()))) {
            ticking = true;
            sender.schedule(() -> step(this::tick), TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        ticking = false;
        pump();
    }

    private void send(Lamp lamp) {
        Notice notice = lamp.next;
        lamp.next = null;
        if (notice == null) {
            lamp.busy = false;
            return;
        }
        LampFlights.Flight flight = flights.begin();
        lamp.attempts++;
        AtomicBoolean told = new AtomicBoolean();
        Answered answered = (status, retryAfter) -> {
            if (told.compareAndSet(false, true)) {
                step(() -> {
                    flights.end(flight);
                    settle(lamp, notice, status, retryAfter);
                    pump();
                });
            }
        };
        if (!isSent(lamp.line, notice, answered)) {
            answered.timedOut();
        }
    }

    /** What a line throws must be answered too, or it would hold its place among those in flight for ever. */
    private static boolean isSent(LampLine line, Notice notice, Answered answered) {
        try {
            return line.send(notice, answered);
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: a notice could not be sent; tried again later: {}", line, LogLine.of(e.toString()));
            LOG.debug("why it could not be sent", e);
            return false;
        }
    }

    private void settle(Lamp lamp, Notice sent, int status, Optional<Duration> retryAfter) {
        lamp.busy = false;
        if (status < 300) {
            lamp.shown = sent;
        }
        if (sent.isLast()) {
            lamps.remove(lamp.line, lamp);
        } else if (status >= 300 && !isTransient(status)) {
            lamps.remove(lamp.line, lamp);
            lamp.line.lost(status);
            if (lamp.next != null && lamp.line.outlivesRefusal()) {
                showAnyway(lamp.line, lamp.next); // what changed while the refusal was on its way
            }
        } else if (status < 300 && !lamp.line.spacing().isZero()) {
            rest(lamp);
        } else if (lamp.next != null) {
            enqueue(lamp);
        } else if (status >= 300) {
            repeat(lamp, sent, status, retryAfter);
        }
    }

    private static boolean isTransient(int status) {
        return status == 408 || status == 480 || status == 491 || (status >= 500 && status < 600);
    }

    private void rest(Lamp lamp) {
        lamp.resting = true;
        Duration rest = lamp.next != null && lamp.next.isLast() ? Duration.ZERO : lamp.line.spacing();
        sender.schedule(
                () -> step(() -> {
                    lamp.resting = false;
                    if (lamp.next != null && !lamp.busy) {
                        enqueue(lamp);
                    }
                }),
                rest.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void repeat(Lamp lamp, Notice sent, int status, Optional<Duration> retryAfter) {
        if (lamp.attempts >= config.notifyAttempts()) {
            lamp.shown = null;
            lamp.line.lost(status);
            return;
        }
        lamp.busy = true;
        lamp.pause = sender.schedule(
                () -> step(() -> {
                    lamp.pause = null;
                    if (lamp.next == null) {
                        lamp.next = sent;
                    }
                    ready.add(lamp);
                    pump();
                }),
                retryAfter.orElse(lamp.pause(config.notifyBackOff())).toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}

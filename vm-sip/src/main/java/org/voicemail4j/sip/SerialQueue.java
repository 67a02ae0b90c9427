package org.voicemail4j.sip;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the work of one call, one piece after the other in the order given, on shared threads or on one that gives some. What a
 * piece throws is logged and does not stop the next one. Once the threads are shut down, nothing is given to them any more;
 * what can be run in the thread that gives it still is.
 */
final class SerialQueue implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialQueue.class);

    private final Executor threads;
    private final Queue<Piece> waiting = new ArrayDeque<>();
    private boolean running;

    SerialQueue(Executor threads) {
        this.threads = threads;
    }

    /** Some work, and whether any thread may do it because it never waits. */
    private record Piece(Runnable work, boolean quick) {}

    @Override
    public void execute(Runnable work) {
        execute(new Piece(work, false));
    }

    private void execute(Piece piece) {
        synchronized (waiting) {
            waiting.add(piece);
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    /**
     * Runs work in this thread, before it returns, if nothing else of the call is running or waiting; else as {@link
     * #execute}. Of what is given meanwhile this thread takes what is quick, and leaves the rest to the shared threads.
     */
    void executeHere(Runnable work) {
        executeHere(new Piece(work, false));
    }

    /** As {@link #executeHere}, work that never waits: it may be run by whichever thread is at the call's work. */
    void executeQuickly(Runnable work) {
        executeHere(new Piece(work, true));
    }

    private void executeHere(Piece piece) {
        synchronized (waiting) {
            if (running || !waiting.isEmpty()) {
                execute(piece);
                return;
            }
            running = true;
        }
        for (Piece next = piece; next != null; next = nextQuick()) {
            run(next.work());
        }
    }

    /** What comes next, if it is quick; else it is left to the shared threads. */
    private @Nullable Piece nextQuick() {
        synchronized (waiting) {
            Piece next = waiting.peek();
            if (next != null && next.quick()) {
                return waiting.remove();
            }
            running = next != null;
            if (!running) {
                return null;
            }
        }
        start();
        return null;
    }

    private void start() {
        try {
            threads.execute(this::runAll);
        } catch (RejectedExecutionException e) {
            stopped();
            LOG.debug("the endpoint is closed; a step of a call that had ended with it is left out");
        } catch (OutOfMemoryError e) { // no thread to be had
            stopped();
            LOG.warn("a step of a call waits for its next one", e);
        }
    }

    /** What waits is run with what comes next. */
    private void stopped() {
        synchronized (waiting) {
            running = false;
        }
    }

    private void runAll() {
        for (Piece next = next(); next != null; next = next()) {
            run(next.work());
        }
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a step of a call failed; the call goes on or is ended by its timers", e);
        }
    }

    private @Nullable Piece next() {
        synchronized (waiting) {
            Piece next = waiting.poll();
            running = next != null;
            return next;
        }
    }
}

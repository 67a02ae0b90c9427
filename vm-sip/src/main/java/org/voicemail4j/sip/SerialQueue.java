package org.voicemail4j.sip;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the work of one call, one piece after the other in the order given, on shared threads or on that which gives it. What a piece throws is
 * logged and does not stop the next one. Once the threads are shut down, nothing is given to
 * them any more; what can be run in the thread that gives it still is.
 */
final class SerialQueue implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialQueue.class);

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SerialQueue(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    /**
     * Runs work in this thread, before it returns, if nothing else of the call is running or waiting; else as {@link
     * #execute}. What is given meanwhile is left to the shared threads.
     */
    void executeHere(Runnable work) {
        synchronized (waiting) {
            if (running || !waiting.isEmpty()) {
                execute(work);
                return;
            }
            running = true;
        }
        run(work);
        synchronized (waiting) {
            running = !waiting.isEmpty();
            if (!running) {
                return;
            }
        }
        start();
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
        for (Runnable next = next(); next != null; next = next()) {
            run(next);
        }
    }

    private static void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a step of a call failed; the call goes on or is ended by its timers", e);
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable next = waiting.poll();
            running = next != null;
            return next;
        }
    }
}

package org.voicemail4j.service;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Another executor, of which no more than so many threads are taken at once; what there is no thread for waits its turn.
 * When all mailboxes change at once, as they do when a database has come back, each would have a thread of its own.
 */
final class FewThreads implements Executor {

    static final int MOST = 64;

    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    FewThreads(Executor threads) {
        this.threads = threads;
    }

    /**
     * Runs a task, now or later.
     *
     * @throws RejectedExecutionException if there is no thread for it; what waits goes on with the next that gets one
     */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (running == MOST) {
                waiting.add(task);
                return;
            }
            running++;
        } finally {
            lock.unlock();
        }
        boolean started = false;
        try {
            threads.execute(() -> runAll(task));
            started = true;
        } finally {
            if (!started) {
                end();
            }
        }
    }

    private void runAll(Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            task.run();
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = waiting.poll();
            if (task == null) {
                running--;
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running--;
        } finally {
            lock.unlock();
        }
    }
}

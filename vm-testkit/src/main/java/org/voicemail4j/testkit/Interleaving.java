package org.voicemail4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Lets several tasks run as if at once, yet one at a time: at each {@link #point} a seeded random number says which of
 * them goes on. The same seed gives the same order again.
 */
final class Interleaving {

    private final SplittableRandom random;
    private final List<Semaphore> turns = new ArrayList<>();
    private final List<Integer> running = new ArrayList<>();
    private final ThreadLocal<Integer> mine = new ThreadLocal<>();

    Interleaving(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Runs the tasks to their ends, each in a thread of that pool, which must have one for each. */
    void run(ExecutorService pool, List<Runnable> tasks) throws InterruptedException, ExecutionException {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            turns.add(new Semaphore(0));
            running.add(i);
        }
        for (int i = 0; i < tasks.size(); i++) {
            int number = i;
            futures.add(pool.submit(() -> runInTurn(number, tasks.get(number))));
        }
        turns.get(next()).release();
        for (Future<?> future : futures) {
            future.get();
        }
    }

    private void runInTurn(int number, Runnable task) {
        mine.set(number);
        turns.get(number).acquireUninterruptibly();
        try {
            task.run();
        } finally {
            mine.remove();
            running.remove((Integer) number);
            if (!running.isEmpty()) {
                turns.get(next()).release();
            }
        }
    }

    private int next() {
        return running.get(random.nextInt(running.size()));
    }

    /** Lets another task go on, or this one; does nothing in a thread that runs none of the tasks. */
    void point() {
        Integer number = mine.get();
        if (number == null) {
            return;
        }
        int next = next();
        if (next != number) {
            turns.get(next).release();
            turns.get(number).acquireUninterruptibly();
        }
    }
}

package org.voicemail4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** The threads of the contracts: lets many of them do something at once. */
final class ContractThreads {

    private ContractThreads() {}

    /** Runs a task, told its number, in so many threads that all begin together; fails with the first task that failed. */
    static void atOnce(int threads, IntConsumer task) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int index = i;
                running.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    task.accept(index);
                    return index;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** So many threads; whoever gets them shuts them down. */
    static ExecutorService pool(int threads) {
        return Executors.newFixedThreadPool(threads);
    }
}

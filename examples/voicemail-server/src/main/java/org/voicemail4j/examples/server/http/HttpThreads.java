package org.voicemail4j.examples.server.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a listener and of what it asks in the background. */
public final class HttpThreads implements ThreadFactory {

    private static final int IDLE_SECONDS = 30;
    private static final int END_SECONDS = 5;

    private final String name;
    private final AtomicInteger number = new AtomicInteger();

    private HttpThreads(String name) {
        this.name = name;
    }

    /**
     * A pool that has no thread while it has no work.
     *
     * @param most so many at once; more work waits
     */
    public static ExecutorService pool(String name, int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new HttpThreads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Takes no more work and waits some seconds for what is at work: an interrupt could close a store's files under it. */
    public static void end(ExecutorService pool) {
        pool.shutdown();
        try {
            pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}

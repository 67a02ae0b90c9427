package org.voicemail4j.mail.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of this module where the embedder brings no factory of its own: numbered daemons. They belong to the group of
 * whoever made the factory, not to that of a passer-by who first needs one and ends all threads of his group.
 */
public final class MailThreads implements ThreadFactory {

    private final String name;
    private final AtomicInteger next = new AtomicInteger();
    private final ThreadGroup group = Thread.currentThread().getThreadGroup();

    /** Makes a factory. @param name with which the names of its threads begin */
    public MailThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(group, work, name + "-" + next.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** At most so many of them, for whoever closes the pool. */
    public ExecutorService pool(int most) {
        return Executors.newFixedThreadPool(most, this);
    }

    /** One of them, for whoever closes it. What was called off is forgotten at once. */
    public ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, this);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}

package org.voicemail4j.mail.hook;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that talk to web servers, when nobody brings a client: daemons. */
final class HookThreads implements ThreadFactory {

    private static final int MOST = 4;

    private final AtomicInteger next = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "webhook-" + next.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    ExecutorService pool() {
        return Executors.newFixedThreadPool(MOST, this);
    }
}

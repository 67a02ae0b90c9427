package org.voicemail4j.smdi.link;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of links whose embedder brings none: daemons named {@code smdi-link-1}, {@code smdi-link-2}, ... */
final class LinkThreads implements ThreadFactory {

    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "smdi-link-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}

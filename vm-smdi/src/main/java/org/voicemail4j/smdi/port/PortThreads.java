package org.voicemail4j.smdi.port;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of lines whose embedder brings none: daemons named {@code smdi-port-1}, {@code smdi-port-2}, ... */
final class PortThreads implements ThreadFactory {

    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "smdi-port-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}

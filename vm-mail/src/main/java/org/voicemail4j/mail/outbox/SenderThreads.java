package org.voicemail4j.mail.outbox;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that send, when nobody brings others: daemons. */
final class SenderThreads implements ThreadFactory {

    private final AtomicInteger next = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "outbox-" + next.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}

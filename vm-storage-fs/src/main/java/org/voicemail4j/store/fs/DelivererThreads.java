package org.voicemail4j.store.fs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that deliver from a journal, which begin when something is to be delivered for the first time. For many threads. */
final class DelivererThreads {

    private static final Logger LOG = LoggerFactory.getLogger(DelivererThreads.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final ThreadFactory factory;
    private final int number;
    private final Deliverer deliverer;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    DelivererThreads(ThreadFactory factory, int number, Deliverer deliverer) {
        this.factory = factory;
        this.number = number;
        this.deliverer = deliverer;
    }

    /** Begins, unless that has been done; threads that cannot be made now are made the next time. */
    void start() {
        if (threads.size() < number) {
            makeThreads();
        }
    }

    private synchronized void makeThreads() {
        try {
            while (threads.size() < number) {
                Thread thread = factory.newThread(deliverer::run);
                thread.start();
                threads.add(thread);
            }
        } catch (RuntimeException | Error e) { // what waits is durable, and its caller has been thanked
            LOG.warn("{} of {} threads deliver; no more can be made now", threads.size(), number, e);
        }
    }

    /** Waits for their end, which a closed queue brings about, unless that takes long. */
    void awaitEnd() {
        threads.forEach(DelivererThreads::awaitEnd);
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

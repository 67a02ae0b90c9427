package org.voicemail4j.store.fs;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/** The threads that deliver from a journal, which begin when something is to be delivered for the first time. For many threads. */
final class DelivererThreads {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final ThreadFactory factory;
    private final int number;
    private final Deliverer deliverer;
    private final AtomicBoolean started = new AtomicBoolean();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    DelivererThreads(ThreadFactory factory, int number, Deliverer deliverer) {
        this.factory = factory;
        this.number = number;
        this.deliverer = deliverer;
    }

    /** Begins, unless that has been done. */
    void start() {
        if (started.compareAndSet(false, true)) {
            for (int i = 0; i < number; i++) {
                Thread thread = factory.newThread(deliverer::run);
                thread.start();
                threads.add(thread);
            }
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

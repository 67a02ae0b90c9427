package org.voicemail4j.service;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of a service that was given none: virtual ones for calls where they do not pin their carriers (Java 24 on,
 * JEP 491), else platform threads that are kept for reuse.
 */
final class CallThreads {

    private static final int FIRST_UNPINNED_JAVA = 24;

    private CallThreads() {}

    /** One thread per task, as many as there are tasks; the service bounds them by its number of calls. */
    static ExecutorService executor() {
        if (Runtime.version().feature() < FIRST_UNPINNED_JAVA) {
            return Executors.newCachedThreadPool(daemons("voicemail-call-"));
        }
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Java " + Runtime.version() + " without virtual threads", e);
        }
    }

    /** Named daemon threads, of the group of whoever asks for them here, not of whoever needs one first. */
    static ThreadFactory daemons(String prefix) {
        AtomicLong number = new AtomicLong();
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        return task -> {
            Thread thread = new Thread(group, task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

package org.voicemail4j.sip;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.voicemail4j.VoicemailException;

/**
 * The threads of a SIP endpoint where its embedder brings none: daemons named {@code sip-1}, {@code sip-2}, ... The
 * stack below makes its own, which are born into the group of whoever starts it; so it is started inside a group of its
 * own and that group is interrupted in the end, because the stack forgets one of its threads. The others belong to the group of
 * whoever made this, or what they start, such as threads of a database's driver, would be interrupted as well.
 */
final class SipThreads implements ThreadFactory {

    private static final long LONGEST_STOP_MILLIS = 3_000;
    private static final long INTERRUPT_AGAIN_MILLIS = 100;
    private static final long LONGEST_WORK_MILLIS = 2_000;

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadGroup group = Thread.currentThread().getThreadGroup();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(group, work, "sip-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Starts a daemon in the group of the thread that asks for it. */
    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Does some work in a thread of that group, so that the threads it makes belong to the group as well. */
    static <T> T inside(ThreadGroup group, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(group, task, group.getName() + "-starter").start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new SipTransportException("cannot start the SIP stack: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VoicemailException("interrupted while the SIP stack started", e);
        }
    }

    /** Ends what still runs in that group; false if a thread would not end in time. */
    static boolean end(ThreadGroup group) {
        group.interrupt();
        Thread[] threads = new Thread[group.activeCount() + 16];
        int found = group.enumerate(threads);
        boolean ended = true;
        for (int i = 0; i < found; i++) {
            ended &= joined(threads[i]);
        }
        return ended;
    }

    /** What it does at the time may take the interrupt for its own; then it waits again, and is interrupted again. */
    private static boolean joined(Thread thread) {
        try {
            for (long left = LONGEST_STOP_MILLIS; thread.isAlive() && left > 0; left -= INTERRUPT_AGAIN_MILLIS) {
                thread.interrupt();
                TimeUnit.MILLISECONDS.timedJoin(thread, INTERRUPT_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Ends threads when they have done what they do, or are interrupted after a while. */
    static void shutDown(ExecutorService steps) {
        steps.shutdown();
        try {
            if (!steps.awaitTermination(LONGEST_WORK_MILLIS, TimeUnit.MILLISECONDS)) {
                steps.shutdownNow();
            }
        } catch (InterruptedException e) {
            steps.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

package org.voicemail4j.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;

/** Runs tasks in order for each mailbox and side by side for different ones. A mailbox without tasks costs nothing. */
final class MailboxQueues {

    private static final Logger log = LoggerFactory.getLogger(MailboxQueues.class);

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<MailboxId, Queue<Task>> queues = new HashMap<>();

    MailboxQueues(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs a task after all that were given for the same mailbox before. What it throws is logged. If there is no thread
     * for it, it is dropped with those that wait behind it, and each is told.
     */
    void execute(MailboxId mailbox, Runnable task, Runnable dropped) {
        execute(mailbox, new Task(task, dropped));
    }

    /** As {@link #execute(MailboxId, Runnable, Runnable)}; a task that is dropped is only logged. */
    void execute(MailboxId mailbox, Runnable task) {
        execute(mailbox, task, () -> {});
    }

    private record Task(Runnable work, Runnable dropped) {}

    private void execute(MailboxId mailbox, Task task) {
        lock.lock();
        try {
            Queue<Task> queue = queues.get(mailbox);
            if (queue != null) {
                queue.add(task);
                return;
            }
            queues.put(mailbox, new ArrayDeque<>());
        } finally {
            lock.unlock();
        }
        start(mailbox, task);
    }

    private void start(MailboxId mailbox, Task first) {
        try {
            executor.execute(() -> run(mailbox, first));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the latter: the system gives no more threads
            log.warn("{}: no thread to tell what happened to it; what is still to be told is dropped", mailbox, e);
            first.dropped().run();
            abandon(mailbox).forEach(task -> task.dropped().run());
        }
    }

    private void run(MailboxId mailbox, Task first) {
        for (Task task = first; task != null; task = next(mailbox)) {
            try {
                task.work().run();
            } catch (RuntimeException | Error e) {
                log.warn("{}: a listener or publisher failed; the rest goes on", mailbox, e);
            }
        }
    }

    private @Nullable Task next(MailboxId mailbox) {
        lock.lock();
        try {
            Queue<Task> queue = queues.get(mailbox);
            Task task = queue == null ? null : queue.poll();
            if (task == null) {
                abandon(mailbox);
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private Queue<Task> abandon(MailboxId mailbox) {
        lock.lock();
        try {
            Queue<Task> left = queues.remove(mailbox);
            idle.signalAll();
            return left == null ? new ArrayDeque<>() : left;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is nothing left to run, or for as long as said. */
    void awaitIdle(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!queues.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}

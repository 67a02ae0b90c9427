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
    private final Map<MailboxId, Queue<Runnable>> queues = new HashMap<>();

    MailboxQueues(Executor executor) {
        this.executor = executor;
    }

    /** Runs a task after all that were given for the same mailbox before. What it throws is logged. */
    void execute(MailboxId mailbox, Runnable task) {
        lock.lock();
        try {
            Queue<Runnable> queue = queues.get(mailbox);
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

    private void start(MailboxId mailbox, Runnable first) {
        try {
            executor.execute(() -> run(mailbox, first));
        } catch (RejectedExecutionException e) {
            log.debug("{}: stopped; nothing more is told", mailbox);
            abandon(mailbox);
        }
    }

    private void run(MailboxId mailbox, Runnable first) {
        for (Runnable task = first; task != null; task = next(mailbox)) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.warn("{}: a listener or publisher failed; the rest goes on", mailbox, e);
            }
        }
    }

    private @Nullable Runnable next(MailboxId mailbox) {
        lock.lock();
        try {
            Queue<Runnable> queue = queues.get(mailbox);
            Runnable task = queue == null ? null : queue.poll();
            if (task == null) {
                abandon(mailbox);
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void abandon(MailboxId mailbox) {
        lock.lock();
        try {
            queues.remove(mailbox);
            idle.signalAll();
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

package org.voicemail4j.sip;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for lamps what may block on the source of counts or the store of subscriptions, in a few threads of its own: neither
 * calls nor timers wait for it. Phones that wait for an answer have threads of theirs, and those for whom there is no room are
 * refused; what we do of ourselves waits in a queue that is bounded by whoever fills it, each thing once at a time. For many threads.
 */
final class LampWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LampWork.class);
    private static final int REQUEST_THREADS = 8;
    private static final int MOST_REQUESTS = 1_000;
    private static final int OWN_THREADS = 4;

    private final ThreadPoolExecutor requests;
    private final ThreadPoolExecutor own;
    private final Executor refusing;
    private final Set<Object> known = ConcurrentHashMap.newKeySet();

    /**
     * @param refusing in which those are refused for whom there is no room
     */
    LampWork(ThreadFactory threads, Executor refusing) {
        this.requests = pool(REQUEST_THREADS, new ArrayBlockingQueue<>(MOST_REQUESTS), threads);
        this.own = pool(OWN_THREADS, new LinkedBlockingQueue<>(), threads);
        this.refusing = refusing;
    }

    private static ThreadPoolExecutor pool(int size, BlockingQueue<Runnable> queue, ThreadFactory threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, queue, threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Takes a request, or has it refused; returns at once. */
    void request(Runnable taking, Runnable refusal) {
        if (!isTaken(requests, taking) && !isTaken(refusing, refusal)) {
            LOG.debug("a SUBSCRIBE is not answered: the endpoint is closed");
        }
    }

    /** Does something of our own later; false if this is closed or there is no thread, and it is not done. */
    boolean isTaken(Runnable work) {
        return isTaken(own, work);
    }

    /** Does something of our own later, or here if that is not to be had. */
    void inAnyCase(Runnable work) {
        if (!isTaken(own, work)) {
            guarded(work);
        }
    }

    /** Does something of our own for somebody later, unless it waits or is under way. */
    void once(Object whom, Runnable work) {
        if (known.add(whom)) {
            boolean taken = isTaken(own, () -> {
                try {
                    work.run();
                } finally {
                    known.remove(whom);
                }
            });
            if (!taken) {
                known.remove(whom);
            }
        }
    }

    private static boolean isTaken(Executor pool, Runnable work) {
        try {
            pool.execute(() -> guarded(work));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("message waiting: no room for something, or closed");
        } catch (OutOfMemoryError e) { // no thread to be had
            LOG.warn("message waiting: something cannot be done", e);
        }
        return false;
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RejectedExecutionException e) {
            LOG.debug("message waiting: closed meanwhile");
        } catch (RuntimeException | Error e) {
            LOG.warn("message waiting: something failed; a lamp may be stale until its mailbox changes", e);
        }
    }

    /** Forgets what waits. A source that is being asked is let finish, but not for long. */
    @Override
    public void close() {
        requests.getQueue().clear();
        own.getQueue().clear();
        own.shutdown();
        SipThreads.shutDown(requests);
        SipThreads.shutDown(own);
    }
}

package org.voicemail4j.store.fs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a store answers, as far as is known, and questions to it that nobody waits for longer than callers can. A store
 * that failed or was too slow counts as away for a moment, in which it is not asked again.
 */
final class DelegateHealth implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DelegateHealth.class);
    private static final int MOST_QUESTIONS = 128;
    private static final long AWAY = TimeUnit.SECONDS.toNanos(2);

    private final Duration patience;
    private final LockWaitClock clock;
    private final ThreadPoolExecutor askers;
    private @Nullable String trouble;
    private long since;

    DelegateHealth(Duration patience, LockWaitClock clock, ThreadFactory threads) {
        this.patience = patience;
        this.clock = clock;
        this.askers =
                new ThreadPoolExecutor(0, MOST_QUESTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    Duration patience() {
        return patience;
    }

    /** Why the store counts as away; empty if it may be asked. */
    synchronized Optional<String> trouble() {
        return trouble != null && clock.nanos() - since < AWAY ? Optional.of(trouble) : Optional.empty();
    }

    boolean isAway() {
        return trouble().isPresent();
    }

    synchronized void works() {
        if (trouble != null) {
            LOG.info("the store answers again");
        }
        trouble = null;
    }

    synchronized void failed(Throwable how) {
        failed(String.valueOf(how.getMessage()));
    }

    synchronized void failed(String how) {
        if (trouble == null) {
            LOG.warn("the store does not answer; messages are kept in the journal meanwhile: {}", how);
        }
        trouble = how;
        since = clock.nanos();
    }

    /** The store's answer; empty if it is away, fails, or takes too long. */
    <T> Optional<T> ask(Supplier<T> question) {
        if (isAway()) {
            return Optional.empty();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            askers.execute(() -> answer(question, answer));
        } catch (RejectedExecutionException e) {
            failed("too many questions without an answer");
            return Optional.empty();
        }
        return await(answer);
    }

    private static <T> void answer(Supplier<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** What comes of it if it comes in time. */
    <T> Optional<T> await(CompletableFuture<T> answer) {
        boolean interrupted = false;
        long end = clock.nanos() + patience.toNanos();
        try {
            while (true) {
                try {
                    return Optional.of(answer.get(Math.max(0, end - clock.nanos()), TimeUnit.NANOSECONDS));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            failed("no answer within " + patience.toMillis() + " ms");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        askers.shutdown();
    }
}

package org.voicemail4j.examples.server.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes time to find out, found out in the background and remembered for a moment: however many ask, it is
 * looked for once at a time, and nobody waits for longer than a bounded time. For many threads.
 */
public final class Cached<T> {

    private final Supplier<T> source;
    private final Executor executor;
    private final Duration fresh;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private @Nullable CompletableFuture<T> latest;
    private long begun;

    /**
     * Something to find out.
     *
     * @param source finds it out; may block and throw
     * @param executor where
     * @param fresh for how long it is remembered
     * @param patience how long whoever asks waits
     * @param nanoTime a clock such as {@code System::nanoTime}
     */
    public Cached(Supplier<T> source, Executor executor, Duration fresh, Duration patience, LongSupplier nanoTime) {
        this.source = source;
        this.executor = executor;
        this.fresh = fresh;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** What was found; empty if it is still being looked for, or could not be found. */
    public Optional<T> value() {
        try {
            return Optional.of(current().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<T> current() {
        CompletableFuture<T> known = latest;
        if (known == null || (known.isDone() && nanoTime.getAsLong() - begun >= fresh.toNanos())) {
            begun = nanoTime.getAsLong();
            known = CompletableFuture.supplyAsync(source, executor);
            latest = known;
        }
        return known;
    }
}

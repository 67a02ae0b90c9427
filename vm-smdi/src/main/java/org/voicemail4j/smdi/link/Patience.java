package org.voicemail4j.smdi.link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for an answer, and has none come afterwards. */
final class Patience {

    private Patience() {}

    /** The answer; empty if it did not come in time or the thread was interrupted, and then it never will. */
    static <T> Optional<T> await(CompletableFuture<T> answer, Duration patience) {
        try {
            return Optional.of(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return lastMoment(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lastMoment(answer);
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("an answer is given or not", e);
        }
    }

    private static <T> Optional<T> lastMoment(CompletableFuture<T> answer) {
        return answer.cancel(false) ? Optional.empty() : Optional.of(answer.join());
    }
}

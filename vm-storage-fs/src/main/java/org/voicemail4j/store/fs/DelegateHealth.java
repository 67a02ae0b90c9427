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
 * that failed or was too slow counts as away for a moment, in which it is not asked again; for all mailboxes, or where each
 * has a server of its own, for that one. For many threads.
 */
final class DelegateHealth implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DelegateHealth.class);
    private static final int MOST_QUESTIONS = 128;
    private static final long AWAY = TimeUnit.SECONDS.toNanos(2);

    private final Duration patience;
    private final LockWaitClock clock;
    private final boolean apart;
    private final ThreadPoolExecutor askers;
    private final Trouble common = new Trouble();

    /** What is wrong, if anything, and since when. Guarded by itself. */
    static final class Trouble {
        private @Nullable String what;
        private long since;
    }

    /**
     * @param apart whether a mailbox that cannot be asked says nothing about the others
     */
    DelegateHealth(Duration patience, LockWaitClock clock, boolean apart, ThreadFactory threads) {
        this.patience = patience;
        this.clock = clock;
        this.apart = apart;
        this.askers =
                new ThreadPoolExecutor(0, MOST_QUESTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    Duration patience() {
        return patience;
    }

    private Trouble of(JournalBox box) {
        return apart ? box.trouble() : common;
    }

    /** Why the store counts as away for all; empty if it may be asked, or if each mailbox is on its own. */
    Optional<String> trouble() {
        return trouble(common);
    }

    /** Why the store counts as away for a mailbox; empty if it may be asked. */
    Optional<String> trouble(JournalBox box) {
        return trouble(of(box));
    }

    private Optional<String> trouble(Trouble trouble) {
        synchronized (trouble) {
            return trouble.what != null && clock.nanos() - trouble.since < AWAY
                    ? Optional.of(trouble.what)
                    : Optional.empty();
        }
    }

    boolean isAway(JournalBox box) {
        return trouble(box).isPresent();
    }

    void works(JournalBox box) {
        Trouble trouble = of(box);
        synchronized (trouble) {
            if (trouble.what != null) {
                LOG.info("{} answers again", whose(box));
            }
            trouble.what = null;
        }
    }

    void failed(JournalBox box, Throwable how) {
        failed(of(box), whose(box), String.valueOf(how.getMessage()));
    }

    /** It failed as a whole. */
    void failed(Throwable how) {
        failed(common, "the store", String.valueOf(how.getMessage()));
    }

    private String whose(JournalBox box) {
        return apart ? "the store of " + box.mailbox() : "the store";
    }

    private void failed(Trouble trouble, String whose, String how) {
        synchronized (trouble) {
            if (trouble.what == null) {
                LOG.warn("{} does not answer; messages are kept in the journal meanwhile: {}", whose, how);
            }
            trouble.what = how;
            trouble.since = clock.nanos();
        }
    }

    /** The store's answer; empty if it is away, fails, or takes too long. */
    <T> Optional<T> ask(JournalBox box, Supplier<T> question) {
        if (isAway(box)) {
            return Optional.empty();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            askers.execute(() -> answer(question, answer));
        } catch (RejectedExecutionException e) {
            failed(of(box), whose(box), "too many questions without an answer");
            return Optional.empty();
        }
        return await(box, answer);
    }

    private static <T> void answer(Supplier<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** What comes of it if it comes in time. */
    <T> Optional<T> await(JournalBox box, CompletableFuture<T> answer) {
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
            failed(box, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            failed(of(box), whose(box), "no answer within " + patience.toMillis() + " ms");
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

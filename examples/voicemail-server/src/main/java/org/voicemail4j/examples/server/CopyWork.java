package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Works through mailboxes, several at once. One with which a store fails is named and left out from then on; only when a
 * store fails altogether does the work end.
 */
final class CopyWork {

    private final List<MailboxId> boxes;
    private final int threads;
    private final Runnable stores;
    private final PrintWriter err;
    private final Set<MailboxId> failed = new ConcurrentSkipListSet<>();

    /** @param stores throws if one of them fails altogether */
    CopyWork(List<MailboxId> boxes, int threads, Runnable stores, PrintWriter err) {
        this.boxes = boxes;
        this.threads = threads;
        this.stores = stores;
        this.err = err;
    }

    /** The mailboxes that were left out. */
    List<MailboxId> failed() {
        return List.copyOf(failed);
    }

    /** What comes of each mailbox that is not left out. */
    <T> List<T> each(Function<MailboxId, T> work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, new CopyThreads());
        List<Future<Optional<T>>> running = boxes.stream()
                .filter(box -> !failed.contains(box))
                .map(box -> pool.submit(() -> attempt(box, work)))
                .toList();
        try {
            List<T> results = new ArrayList<>();
            for (Future<Optional<T>> one : running) {
                one.get().ifPresent(results::add);
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } finally {
            running.forEach(one -> one.cancel(false)); // never in the midst of a commit
            pool.shutdown();
            if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
                err.println("voicemail: a mailbox is still being copied");
            }
        }
    }

    private <T> Optional<T> attempt(MailboxId box, Function<MailboxId, T> work) {
        try {
            return Optional.of(work.apply(box));
        } catch (VoicemailException e) {
            stores.run();
            failed.add(box);
            err.println("voicemail: mailbox " + box + " failed: " + Failures.oneLine(e));
            err.flush();
            return Optional.empty();
        }
    }
}

package org.voicemail4j.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.flow.FlowEvents;
import org.voicemail4j.flow.KeptSince;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.MessageStore;

/**
 * Deletes messages that have been kept for as long as their mailbox's policy says. A message that somebody moves meanwhile
 * stays. How long one has lain in its folder is what is noted in it ({@link KeptSince}). Where nothing is noted, it counts
 * from when it was received; among the deleted ones, where somebody else has put it then, it is noted now and counts from
 * now on.
 */
final class MessageExpiry {

    private static final Logger log = LoggerFactory.getLogger(MessageExpiry.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable MailboxDirectory directory;
    private final Predicate<Subscriber> isConcerned;
    private final MailboxFinder mailboxes;
    private final MessageStore store;
    private final Clock clock;
    private final FlowEvents events;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean stopping;
    private volatile Optional<Future<?>> job = Optional.empty();

    /**
     * @param isConcerned whether a mailbox is looked at: of a million only those are whose policy says anything
     */
    MessageExpiry(
            @Nullable MailboxDirectory directory,
            Predicate<Subscriber> isConcerned,
            MailboxFinder mailboxes,
            MessageStore store,
            Clock clock,
            FlowEvents events) {
        this.directory = directory;
        this.isConcerned = isConcerned;
        this.mailboxes = mailboxes;
        this.store = store;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Runs again and again, with that pause between, until it is stopped.
     *
     * @param timer only says when: others wait for its thread
     */
    void every(Duration pause, ScheduledExecutorService timer, Executor executor) {
        job = Optional.of(timer.scheduleWithFixedDelay(
                () -> runOn(executor), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void runOn(Executor executor) {
        try {
            executor.execute(this::runQuietly);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.warn("no thread to delete messages that are too old; it is tried again next time", e);
        }
    }

    /** As {@link #run()}, unless it is running; for a schedule, which what is thrown would end. */
    private void runQuietly() {
        if (!turn.tryAcquire()) {
            return;
        }
        try {
            run();
        } catch (RuntimeException | Error e) {
            log.warn("cannot delete messages that are too old; it is tried again next time", e);
        } finally {
            turn.release();
        }
    }

    /** Goes through all mailboxes; one that cannot be read does not keep the others from it. */
    int run() {
        if (directory == null) {
            return 0;
        }
        int gone = 0;
        try (Stream<Subscriber> subscribers = directory.list()) {
            Iterator<Subscriber> next = subscribers.filter(isConcerned).iterator();
            while (!stopping && next.hasNext()) {
                gone += runOne(next.next().mailbox());
            }
        }
        return gone;
    }

    /** Ends a run at the next mailbox, and all to come; waits until it has. */
    void stop() {
        stopping = true;
        job.ifPresent(each -> each.cancel(false));
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("messages that are too old are still being deleted after {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int runOne(MailboxId mailbox) {
        try {
            return run(mailbox);
        } catch (VoicemailException e) {
            log.warn("{}: cannot delete what is too old; it is tried again next time", mailbox, e);
            return 0;
        }
    }

    /** Goes through one mailbox. Returns how many messages went. */
    int run(MailboxId mailbox) {
        Optional<Mailbox> found = mailboxes.find(mailbox);
        return found.map(this::run).orElse(0);
    }

    private int run(Mailbox mailbox) {
        int gone = 0;
        try {
            for (Map.Entry<Folder, Duration> kept : mailbox.policy().retention().entrySet()) {
                for (Message message : store.list(mailbox.id(), kept.getKey())) {
                    gone += isOver(mailbox, message, kept.getValue()) && isGone(mailbox, message) ? 1 : 0;
                }
            }
            return gone;
        } finally {
            if (gone > 0) {
                log.info("{}: {} messages were too old and are deleted", mailbox.id(), gone);
                events.countsChanged(mailbox.id());
            }
        }
    }

    private boolean isOver(Mailbox mailbox, Message message, Duration kept) {
        Instant now = clock.instant();
        Optional<Instant> since = KeptSince.of(message);
        if (since.isEmpty() && message.folder() == Folder.DELETED) {
            KeptSince.note(store, mailbox, message.id(), Folder.DELETED, now);
            return false;
        }
        return !since.orElse(message.envelope().received()).plus(kept).isAfter(now);
    }

    private boolean isGone(Mailbox mailbox, Message message) {
        boolean gone = store.delete(mailbox.id(), message.id(), message.folder());
        if (gone) {
            events.expired(mailbox.id(), message);
        }
        return gone;
    }
}

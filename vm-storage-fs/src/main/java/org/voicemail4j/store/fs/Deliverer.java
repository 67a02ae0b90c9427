package org.voicemail4j.store.fs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.Recording;
import org.voicemail4j.store.StoreException;

/**
 * Brings what waits in the journal to its store, the oldest of each mailbox first. Tells a store that is away, which is
 * tried again with growing pauses, from a recording that it does not take while it takes others, which is parked.
 */
final class Deliverer {

    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final JournaledMessageStoreBuilder settings;
    private final LedgeredStore delegate;
    private final AudioTranscoder transcoder;
    private final DeliveryQueue queue;
    private final DelegateHealth health;
    private final JournalBudget budget;
    private final SpooledSound sound;
    private final Consumer<MailboxId> told;
    /** What changed and is to be told once its box is free: who listens may ask for any mailbox. */
    private final Queue<MailboxId> untold = new ConcurrentLinkedQueue<>();

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private volatile boolean recoversFirst;

    Deliverer(
            JournaledMessageStoreBuilder settings,
            DeliveryQueue queue,
            DelegateHealth health,
            JournalBudget budget,
            Consumer<MailboxId> told) {
        this.settings = settings;
        this.delegate = settings.delegate;
        this.transcoder = settings.transcoder;
        this.queue = queue;
        this.health = health;
        this.budget = budget;
        this.sound = new SpooledSound(settings.formats());
        this.told = told;
    }

    SpooledSound sound() {
        return sound;
    }

    int parked() {
        return parked.get();
    }

    /** The store must finish what it had begun itself before anything is brought to it. */
    void recoverFirst() {
        recoversFirst = true;
    }

    /** Delivers until the queue is closed; the work of a thread. */
    void run() {
        for (Optional<JournalBox> box = queue.take(); box.isPresent(); box = queue.take()) {
            serve(box.get());
        }
    }

    private void serve(JournalBox box) {
        long pause = FIRST_PAUSE;
        try {
            if (box.delivering().tryLock()) { // else whoever has it brings what waits, or hangs
                pause = serveLocked(box);
            }
        } finally {
            queue.end(box);
        }
        tellChanges();
        if (!box.pending().isEmpty()) {
            queue.turn(box, pause);
        }
    }

    private long serveLocked(JournalBox box) {
        try {
            return deliverNext(box);
        } catch (RuntimeException | Error e) {
            LOG.error("delivering to {} failed", box.mailbox(), e);
            return FIRST_PAUSE;
        } finally {
            box.delivering().unlock();
        }
    }

    /** Tells what was delivered; for those who hold no box any more. */
    void tellChanges() {
        for (MailboxId next = untold.poll(); next != null; next = untold.poll()) {
            told.accept(next);
        }
    }

    /** Delivers the oldest of a mailbox; returns how long to wait for the next. */
    private long deliverNext(JournalBox box) {
        List<JournalEntry> pending = box.pending();
        if (pending.isEmpty()) {
            return 0;
        }
        try {
            recoverDelegate();
            deliver(box, pending.get(0));
            return 0;
        } catch (RuntimeException | Error e) { // one for which there is no memory must not be tried for ever
            return failed(box, pending, e);
        }
    }

    private synchronized void recoverDelegate() {
        if (recoversFirst) {
            delegate.recover().forEach(message -> untold.add(message.mailbox()));
            recoversFirst = false;
        }
    }

    /** Delivers what waits in a mailbox as far as the store takes it now, for one who needs it there. */
    void flush(JournalBox box) {
        for (JournalEntry entry : box.pending()) {
            if (recoversFirst || health.isAway(box) || entry.strikes() > 0) {
                return;
            }
            try {
                deliver(box, entry);
            } catch (RuntimeException | Error e) {
                LOG.debug("{} of {} is left to the next turn", entry.id(), box.mailbox(), e);
                return;
            }
        }
    }

    private void deliver(JournalBox box, JournalEntry entry) {
        entry.attempt();
        Optional<Message> message = bring(entry);
        delivered.incrementAndGet();
        box.delivered();
        failures.set(0);
        box.works();
        health.works(box);
        queue.resume();
        box.remove(entry, true);
        entry.outcome().complete(message);
        forget(entry);
        untold.add(box.mailbox());
        tell(() -> settings.listener.delivered(box.mailbox(), entry.id()));
    }

    /** What the store made of it; empty if it had it already. */
    private Optional<Message> bring(JournalEntry entry) {
        if (entry.greeting().isPresent()) {
            delegate.beginGreetingDelivery(entry.mailbox(), entry.greeting().get(), entry.key())
                    .ifPresent(recording -> bring(entry, recording));
            return Optional.empty();
        }
        Delivery delivery = new Delivery(entry.key(), entry.id(), Folder.INBOX);
        return delegate.beginDelivery(entry.mailbox(), entry.message().envelope(), delivery)
                .map(deposit -> bring(entry, deposit));
    }

    private void bring(JournalEntry entry, GreetingRecording recording) {
        try (recording) {
            copy(entry, recording);
            recording.commit();
        }
    }

    private Message bring(JournalEntry entry, Deposit deposit) {
        try (deposit) {
            copy(entry, deposit);
            return deposit.commit()
                    .orElseThrow(() -> new StoreException("no sound came of " + entry.id() + " of " + entry.mailbox()));
        }
    }

    private void copy(JournalEntry entry, Recording recording) {
        for (AudioSink sink : recording.renditions()) {
            AudioContent content = entry.content(sound, sink.format());
            if (!transcoder.canTranscode(content.format(), sink.format())) {
                throw new StoreException("the journal of " + entry.mailbox() + " has " + content.format()
                        + " and no transcoder to make the store's " + sink.format() + " of it");
            }
            transcoder.transcode(content, sink);
        }
    }

    private void forget(JournalEntry entry) {
        budget.add(-entry.octets());
        try {
            entry.files().remove(entry.journal().extensions(), settings.observer);
        } catch (IOException e) {
            LOG.warn("cannot remove {} of {}, which is delivered", entry.files().name(), entry.mailbox(), e);
        }
    }

    private long failed(JournalBox box, List<JournalEntry> pending, Throwable failure) {
        JournalEntry entry = pending.get(0);
        if (!answers(box)) {
            health.failed(box, failure);
            if (settings.apart) {
                return backOff(box.failed());
            }
            queue.pause(backOff(failures.incrementAndGet()));
            return 0;
        }
        box.works();
        health.works(box);
        int strikes = entry.strike(settings.apart ? box.deliveries() : delivered.get());
        LOG.warn(
                "the store does not take {} of {}, try {}: {}", entry.id(), box.mailbox(), strikes, failure.toString());
        LOG.debug("try {}", strikes, failure);
        if (strikes < settings.mostTries) {
            return backOff(strikes);
        }
        if (entry.wasOvertaken()) {
            budget.add(-entry.octets());
            park(box, entry, failure);
            return 0;
        }
        tryWhatIsBehind(box, pending);
        return backOff(strikes);
    }

    private boolean answers(JournalBox box) {
        try {
            delegate.counts(box.mailbox());
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    /** Where nothing else is delivered, what comes next in the mailbox shows whether the store takes others. */
    private void tryWhatIsBehind(JournalBox box, List<JournalEntry> pending) {
        if (pending.size() > 1) {
            try {
                deliver(box, pending.get(1));
            } catch (RuntimeException | Error e) {
                LOG.debug("neither is {} taken", pending.get(1).id(), e);
            }
        }
    }

    private long backOff(int failed) {
        long longest = settings.longestPause.toNanos();
        return Math.min(longest, FIRST_PAUSE << Math.min(failed, 20));
    }

    /** Sets a recording aside, with its files in place. */
    void park(JournalBox box, JournalEntry entry, Throwable why) {
        try {
            entry.files().park();
        } catch (IOException e) {
            LOG.warn("cannot park {} of {}; the next start tries it again", entry.id(), box.mailbox(), e);
        }
        box.remove(entry, false);
        parked.incrementAndGet();
        LOG.error("{} of {} cannot be delivered and is parked as {}", entry.id(), box.mailbox(), entry.files(), why);
        tell(() -> settings.listener.parked(box.mailbox(), entry.id(), why));
    }

    void countParked(int number) {
        parked.set(number);
    }

    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener failed", e);
        }
    }
}

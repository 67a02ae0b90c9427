package org.voicemail4j.store.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;

/** What the journal has of one mailbox: what waits, in order, and places that recordings in progress hold. */
final class JournalBox {

    private final MailboxId mailbox;
    /** Held by whoever delivers from here, and by whoever must know what is here and what is in the store already. */
    private final ReentrantLock delivering = new ReentrantLock();

    private final List<JournalEntry> pending = new ArrayList<>();
    private final DelegateHealth.Trouble trouble = new DelegateHealth.Trouble();
    private int reserved;
    private int failures;
    private long deliveries;
    private @Nullable Integer lastKnown;

    JournalBox(MailboxId mailbox) {
        this.mailbox = mailbox;
    }

    MailboxId mailbox() {
        return mailbox;
    }

    ReentrantLock delivering() {
        return delivering;
    }

    /** What is wrong with its own store, where each mailbox has one. */
    DelegateHealth.Trouble trouble() {
        return trouble;
    }

    /** Its store did not answer. Returns how often in a row. */
    synchronized int failed() {
        return ++failures;
    }

    /** Whether its store did not answer the last time. */
    synchronized boolean isFailing() {
        return failures > 0;
    }

    synchronized void delivered() {
        deliveries++;
    }

    /** How many of its messages and greetings its store has taken. */
    synchronized long deliveries() {
        return deliveries;
    }

    synchronized void works() {
        failures = 0;
    }

    /**
     * Holds a place for a message if there is one left.
     *
     * @param kept how many the store has; empty if it cannot be asked: then what it had when it last could counts
     */
    synchronized boolean reserve(Optional<MessageCounts> kept, int most) {
        kept.ifPresent(counts -> lastKnown = counts.newMessages());
        int known = lastKnown == null ? 0 : lastKnown;
        if (known + taken() >= most) {
            return false;
        }
        reserved++;
        return true;
    }

    /** Places that are taken by what has not come to the store yet. */
    synchronized int taken() {
        return messages().size() + reserved;
    }

    synchronized void release() {
        reserved--;
    }

    /** A recording for which a place was held now waits. */
    synchronized void keep(JournalEntry entry) {
        reserved--;
        pending.add(entry);
    }

    synchronized void add(JournalEntry entry) {
        pending.add(entry);
    }

    synchronized void remove(JournalEntry entry, boolean delivered) {
        pending.remove(entry);
        if (delivered && lastKnown != null && entry.greeting().isEmpty()) {
            lastKnown++;
        }
    }

    synchronized List<JournalEntry> pending() {
        return List.copyOf(pending);
    }

    synchronized List<JournalEntry> messages() {
        return pending.stream().filter(entry -> entry.greeting().isEmpty()).toList();
    }

    synchronized Optional<JournalEntry> find(MessageId id) {
        return pending.stream()
                .filter(entry -> entry.greeting().isEmpty() && entry.id().equals(id))
                .findFirst();
    }

    /** The newest greeting of a kind. */
    synchronized Optional<JournalEntry> greeting(GreetingKind kind) {
        return pending.stream()
                .filter(entry -> entry.greeting().equals(Optional.of(kind)))
                .reduce((older, newer) -> newer);
    }

    static int urgent(List<Message> messages) {
        return (int) messages.stream().filter(Message::isUrgent).count();
    }
}

package org.voicemail4j.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;

/**
 * A store that hands all on to another one: what to extend for a store that counts, checks or logs. It hands on the methods with
 * defaults, too, without which nothing would be recovered after a crash, no lamp would show what others change, and nothing
 * would be mailed. What is handed on is as safe for many threads as the other store is.
 */
public abstract class ForwardingMessageStore implements MessageStore {

    private final MessageStore store;

    /** @param store does all that is not overridden; is not closed here */
    protected ForwardingMessageStore(MessageStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /** The other store. */
    protected final MessageStore store() {
        return store;
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        return store.beginDeposit(mailbox, envelope, terms);
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        return store.list(mailbox, folder);
    }

    @Override
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        return store.find(mailbox, id);
    }

    @Override
    public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        return store.open(mailbox, id);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        return store.move(mailbox, id, to, maxMessages);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        return store.move(mailbox, id, from, to, maxMessages);
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        return store.copy(from, id, to, folder, maxMessages);
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        return store.delete(mailbox, id);
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        return store.delete(mailbox, id, from);
    }

    @Override
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        return store.change(mailbox, id, change);
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        return store.counts(mailbox);
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        return store.greeting(mailbox, kind);
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return store.beginGreeting(mailbox, kind);
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return store.deleteGreeting(mailbox, kind);
    }

    @Override
    public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return store.restoreGreeting(mailbox, kind);
    }

    @Override
    public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return store.hasFormerGreeting(mailbox, kind);
    }

    @Override
    public Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
        return store.formerGreeting(mailbox, kind);
    }

    @Override
    public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return store.deleteFormerGreeting(mailbox, kind);
    }

    @Override
    public List<RecoveredMessage> recover() {
        return store.recover();
    }

    @Override
    public ChangeFeed changes() {
        return store.changes();
    }

    @Override
    public Optional<Outbox> outbox() {
        return store.outbox();
    }
}

package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/** A store that does what another one does, for a fault to be planted in. */
class ForwardingStore implements MessageStore {

    final MessageStore sound;

    ForwardingStore() {
        this(new InMemoryMessageStore());
    }

    ForwardingStore(MessageStore sound) {
        this.sound = sound;
    }

    Deposit spoil(Deposit deposit) {
        return deposit;
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        DepositStart start = sound.beginDeposit(mailbox, envelope, terms);
        return start instanceof DepositStart.Opened opened ? new DepositStart.Opened(spoil(opened.deposit())) : start;
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        return sound.list(mailbox, folder);
    }

    @Override
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        return sound.find(mailbox, id);
    }

    @Override
    public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        return sound.open(mailbox, id);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        return sound.move(mailbox, id, to, maxMessages);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        return sound.move(mailbox, id, from, to, maxMessages);
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        return sound.copy(from, id, to, folder, maxMessages);
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        return sound.delete(mailbox, id);
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        return sound.delete(mailbox, id, from);
    }

    @Override
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        return sound.change(mailbox, id, change);
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        return sound.counts(mailbox);
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        return sound.greeting(mailbox, kind);
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return sound.beginGreeting(mailbox, kind);
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return sound.deleteGreeting(mailbox, kind);
    }

    @Override
    public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return sound.restoreGreeting(mailbox, kind);
    }

    @Override
    public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return sound.hasFormerGreeting(mailbox, kind);
    }

    @Override
    public Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
        return sound.formerGreeting(mailbox, kind);
    }

    @Override
    public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return sound.deleteFormerGreeting(mailbox, kind);
    }

    /** A deposit that does what another one does. */
    static class ForwardingDeposit implements Deposit {

        final Deposit sound;

        ForwardingDeposit(Deposit sound) {
            this.sound = sound;
        }

        @Override
        public Envelope envelope() {
            return sound.envelope();
        }

        @Override
        public void envelope(Envelope envelope) {
            sound.envelope(envelope);
        }

        @Override
        public void recordingBegins() {
            sound.recordingBegins();
        }

        @Override
        public Optional<Message> commit() {
            return sound.commit();
        }

        @Override
        public List<AudioSink> renditions() {
            return sound.renditions();
        }

        @Override
        public void truncate(Duration length) {
            sound.truncate(length);
        }

        @Override
        public void restart() {
            sound.restart();
        }

        @Override
        public AudioContent recorded() {
            return sound.recorded();
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    /** A sink that does what another one does. */
    static class ForwardingSink implements AudioSink {

        final AudioSink sound;

        ForwardingSink(AudioSink sound) {
            this.sound = sound;
        }

        @Override
        public AudioFormat format() {
            return sound.format();
        }

        @Override
        public void append(ByteBuffer audio) {
            sound.append(audio);
        }

        @Override
        public Duration length() {
            return sound.length();
        }
    }
}

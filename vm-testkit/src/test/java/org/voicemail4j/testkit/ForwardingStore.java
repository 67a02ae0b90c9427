package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.ForwardingMessageStore;
import org.voicemail4j.store.MessageStore;

/** A store that does what another one does, for a fault to be planted in. */
class ForwardingStore extends ForwardingMessageStore {

    final MessageStore sound;

    ForwardingStore() {
        this(new InMemoryMessageStore());
    }

    ForwardingStore(MessageStore sound) {
        super(sound);
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

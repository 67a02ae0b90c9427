package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StoreException;

/** A store whose medium fails in one way. */
final class FaultyStore extends ForwardingStore {

    enum Fault {
        NO_SPACE_AT_BEGIN,
        DISK_FULL,
        DISK_FULL_AFTER_TWO_SECONDS,
        TRUNCATE,
        COMMIT,
        GREETING,
        LIST,
        DELETE,
        MOVE
    }

    private final Fault fault;

    FaultyStore(MessageStore sound, Fault fault) {
        super(sound);
        this.fault = fault;
    }

    private void failAt(Fault here) {
        if (fault == here) {
            throw new StoreException("planted: " + here);
        }
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        return fault == Fault.NO_SPACE_AT_BEGIN
                ? new DepositStart.Refused(DepositStart.Reason.NO_SPACE)
                : super.beginDeposit(mailbox, envelope, terms);
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        failAt(Fault.LIST);
        return super.list(mailbox, folder);
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        failAt(Fault.DELETE);
        return super.delete(mailbox, id);
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        failAt(Fault.DELETE);
        return super.delete(mailbox, id, from);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        failAt(Fault.MOVE);
        return super.move(mailbox, id, from, to, maxMessages);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        failAt(Fault.MOVE);
        return super.move(mailbox, id, to, maxMessages);
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        failAt(Fault.GREETING);
        return super.greeting(mailbox, kind);
    }

    @Override
    Deposit spoil(Deposit deposit) {
        return new ForwardingDeposit(deposit) {
            @Override
            public List<AudioSink> renditions() {
                return super.renditions().stream().map(sink -> spoil(sink)).toList();
            }

            @Override
            public void truncate(Duration length) {
                failAt(Fault.TRUNCATE);
                super.truncate(length);
            }

            @Override
            public Optional<Message> commit() {
                failAt(Fault.COMMIT);
                return super.commit();
            }
        };
    }

    private AudioSink spoil(AudioSink sink) {
        return new ForwardingSink(sink) {
            @Override
            public void append(ByteBuffer audio) {
                failAt(Fault.DISK_FULL);
                if (length().compareTo(Duration.ofSeconds(2)) >= 0) {
                    failAt(Fault.DISK_FULL_AFTER_TWO_SECONDS);
                }
                super.append(audio);
            }
        };
    }
}

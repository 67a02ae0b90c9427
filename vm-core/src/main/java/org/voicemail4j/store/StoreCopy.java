package org.voicemail4j.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;

/**
 * Copies mailboxes from one store to another: messages under their ids, in their folders and order, envelope and all, and
 * greetings, former ones included where the target has nothing of their kind. The source is not changed, and both stores may
 * be in use meanwhile.
 *
 * <p>Each message and each greeting is one transaction of the target, whose ledger remembers it. So a copy that was
 * interrupted goes on when it is begun anew, one that was finished copies nothing more, and what an owner has deleted in
 * the target since does not come back for as long as the ledger remembers ({@link LedgeredStore#LEDGER_MEMORY}). A message
 * whose id another one has in the target gets one of its own there, the same at each try. A greeting takes the place of
 * the target's, once. Give it a target without a rule of what new messages send, or owners get mail for old ones.
 *
 * <p>For many threads, each with another mailbox.
 */
public final class StoreCopy {

    private final MessageStore source;
    private final LedgeredStore target;
    private final AudioTranscoder transcoder;
    private final CopyListener listener;

    /**
     * Prepares to copy from the one store to the other.
     *
     * @param transcoder makes the target's formats of the source's, the same octets each time; {@link
     *     AudioTranscoder#COPYING} if the encodings are the same
     */
    public StoreCopy(MessageStore source, LedgeredStore target, AudioTranscoder transcoder, CopyListener listener) {
        this.source = Objects.requireNonNull(source, "source");
        this.target = Objects.requireNonNull(target, "target");
        this.transcoder = Objects.requireNonNull(transcoder, "transcoder");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Copies what the target does not have. A message that one of the stores fails with while it does not fail altogether
     * is told of and left out.
     *
     * @throws StoreException if a store fails altogether; beginning anew goes on from there
     */
    public CopyReport copy(MailboxId mailbox) {
        CopyTally formers = CopyTally.NONE;
        for (GreetingKind kind : GreetingKind.values()) {
            Told told = outcome(mailbox, () -> formerToBring(mailbox, kind), kind, this::bringFormer);
            if (told.outcome() != CopyOutcome.GONE_HERE) {
                listener.greeting(mailbox, kind, told.outcome(), told.why());
                formers = formers.plus(CopyTally.one(told.outcome()));
            }
        }
        CopyReport rest = each(mailbox, this::bring, this::bring);
        return new CopyReport(rest.messages(), rest.greetings().plus(formers));
    }

    private Optional<AudioContent> formerToBring(MailboxId mailbox, GreetingKind kind) {
        return isBare(mailbox, kind) ? source.formerGreeting(mailbox, kind) : Optional.empty();
    }

    /** Whether nothing of that kind is or was in the target: a former greeting takes no other one's place. */
    private boolean isBare(MailboxId mailbox, GreetingKind kind) {
        return target.greeting(mailbox, kind).isEmpty() && !target.hasFormerGreeting(mailbox, kind);
    }

    /** It comes before the present one, and is deleted at once, so that nobody hears it: one that was deleted is a former one. */
    private CopyOutcome bringFormer(MailboxId mailbox, GreetingKind kind, AudioContent sound) {
        Optional<GreetingRecording> begun =
                target.beginGreetingDelivery(mailbox, kind, new DeliveryKey("f." + kind + '.' + SoundDigest.of(sound)));
        if (begun.isEmpty()) {
            return CopyOutcome.DELETED_THERE;
        }
        try (GreetingRecording greeting = begun.get()) {
            append(sound, greeting);
            greeting.commit();
        }
        target.deleteGreeting(mailbox, kind);
        return CopyOutcome.COPIED;
    }

    /**
     * Tells what {@link #copy} would do, and changes nothing. What was copied once and deleted in the target since counts
     * as to be copied.
     *
     * @throws StoreException if a store fails altogether
     */
    public CopyReport preview(MailboxId mailbox) {
        return each(
                mailbox,
                (box, message, sound) ->
                        target.find(box, idThere(box, message)).isPresent() ? CopyOutcome.THERE : CopyOutcome.COPIED,
                (box, kind, sound) ->
                        isAlike(sound, target.greeting(box, kind)) ? CopyOutcome.THERE : CopyOutcome.COPIED);
    }

    /**
     * Compares what the source has with what the target has, by digests of the sound in the target's format.
     *
     * @throws StoreException if a store fails altogether
     */
    public CopyReport verify(MailboxId mailbox) {
        return each(mailbox, this::compare, this::compare);
    }

    /** What is done with each message or greeting that can be heard. */
    private interface Step<T> {
        CopyOutcome of(MailboxId mailbox, T what, AudioContent sound);
    }

    private CopyReport each(MailboxId mailbox, Step<Message> forMessages, Step<GreetingKind> forGreetings) {
        CopyTally messages = CopyTally.NONE;
        for (Folder folder : Folder.values()) {
            for (Message message : source.list(mailbox, folder)) {
                Told told = outcome(mailbox, () -> source.open(mailbox, message.id()), message, forMessages);
                listener.message(mailbox, message.id(), told.outcome(), told.why());
                messages = messages.plus(CopyTally.one(told.outcome()));
            }
        }
        CopyTally greetings = CopyTally.NONE;
        for (GreetingKind kind : GreetingKind.values()) {
            if (source.greeting(mailbox, kind).isPresent()) {
                Told told = outcome(mailbox, () -> source.greeting(mailbox, kind), kind, forGreetings);
                listener.greeting(mailbox, kind, told.outcome(), told.why());
                greetings = greetings.plus(CopyTally.one(told.outcome()));
            }
        }
        return new CopyReport(messages, greetings);
    }

    private record Told(CopyOutcome outcome, String why) {}

    private <T> Told outcome(MailboxId mailbox, Supplier<Optional<AudioContent>> sound, T what, Step<T> step) {
        try {
            Optional<AudioContent> heard = sound.get();
            if (heard.isEmpty()) {
                return new Told(CopyOutcome.GONE_HERE, "");
            }
            boolean silent = heard.get().payloadBytes() == 0;
            return new Told(silent ? CopyOutcome.WITHOUT_SOUND : step.of(mailbox, what, heard.get()), "");
        } catch (VoicemailException e) {
            source.counts(mailbox);
            target.counts(mailbox); // throws if it is not this one alone
            return new Told(CopyOutcome.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private CopyOutcome bring(MailboxId mailbox, Message message, AudioContent sound) {
        Delivery delivery = delivery(mailbox, message);
        Optional<Deposit> begun = target.beginDelivery(mailbox, message.envelope(), delivery);
        if (begun.isEmpty()) {
            boolean there = candidates(mailbox, message).findAny().isPresent();
            return there ? CopyOutcome.THERE : CopyOutcome.DELETED_THERE;
        }
        try (Deposit deposit = begun.get()) {
            append(sound, deposit);
            return deposit.commit().isPresent() ? CopyOutcome.COPIED : CopyOutcome.WITHOUT_SOUND;
        }
    }

    private CopyOutcome bring(MailboxId mailbox, GreetingKind kind, AudioContent sound) {
        Optional<GreetingRecording> begun = target.beginGreetingDelivery(mailbox, kind, key(kind, sound));
        if (begun.isEmpty()) {
            return target.greeting(mailbox, kind).isPresent() ? CopyOutcome.THERE : CopyOutcome.DELETED_THERE;
        }
        try (GreetingRecording greeting = begun.get()) {
            append(sound, greeting);
            greeting.commit();
            return CopyOutcome.COPIED;
        }
    }

    private void append(AudioContent sound, Recording recording) {
        for (AudioSink sink : recording.renditions()) {
            SoundDigest.append(sound, sink, transcoder);
        }
    }

    private CopyOutcome compare(MailboxId mailbox, Message message, AudioContent sound) {
        List<Message> there = candidates(mailbox, message).toList();
        if (!there.isEmpty()) {
            return there.stream().anyMatch(one -> isAlike(sound, target.open(mailbox, one.id())))
                    ? CopyOutcome.SAME
                    : CopyOutcome.DIFFERENT;
        }
        Optional<Deposit> unknown = target.beginDelivery(mailbox, message.envelope(), delivery(mailbox, message));
        unknown.ifPresent(Deposit::close);
        return unknown.isPresent() ? CopyOutcome.MISSING : CopyOutcome.DELETED_THERE;
    }

    private CopyOutcome compare(MailboxId mailbox, GreetingKind kind, AudioContent sound) {
        Optional<AudioContent> there = target.greeting(mailbox, kind);
        if (isAlike(sound, there)) {
            return CopyOutcome.SAME;
        }
        Optional<GreetingRecording> unknown = target.beginGreetingDelivery(mailbox, kind, key(kind, sound));
        unknown.ifPresent(GreetingRecording::close);
        if (unknown.isEmpty()) {
            return CopyOutcome.DELETED_THERE;
        }
        return there.isPresent() ? CopyOutcome.DIFFERENT : CopyOutcome.MISSING;
    }

    private boolean isAlike(AudioContent here, Optional<AudioContent> there) {
        return there.filter(sound -> SoundDigest.of(sound).equals(SoundDigest.of(here, sound.format(), transcoder)))
                .isPresent();
    }

    /** The copy of a message; in a table that keeps no ids, those of its origin. */
    private Stream<Message> candidates(MailboxId mailbox, Message message) {
        Optional<Message> copy = target.find(mailbox, idThere(mailbox, message));
        return copy.isPresent()
                ? copy.stream()
                : Stream.of(Folder.values())
                        .flatMap(folder -> target.list(mailbox, folder).stream())
                        .filter(there -> origin(there).equals(origin(message)))
                        .filter(there -> source.find(mailbox, there.id()).isEmpty());
    }

    private Delivery delivery(MailboxId mailbox, Message message) {
        return new Delivery(new DeliveryKey("c." + sum(message)), idThere(mailbox, message), message.folder());
    }

    private static DeliveryKey key(GreetingKind kind, AudioContent sound) {
        return new DeliveryKey("c." + kind + '.' + SoundDigest.of(sound));
    }

    private MessageId idThere(MailboxId mailbox, Message message) {
        boolean taken = target.find(mailbox, message.id())
                .filter(there -> !origin(there).equals(origin(message)))
                .isPresent();
        return taken ? new MessageId(seconds(message) + "-c" + sum(message).substring(0, 15)) : message.id();
    }

    private static String sum(Message message) {
        return SoundDigest.of(message.id() + "\n" + origin(message));
    }

    /** When and from which number a message came: what no store changes. */
    private static String origin(Message message) {
        return seconds(message) + "\n" + message.envelope().caller().number().orElse("");
    }

    private static long seconds(Message message) {
        return message.envelope().received().getEpochSecond();
    }
}

package org.voicemail4j.service;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.flow.FlowEvents;
import org.voicemail4j.flow.ForgottenDates;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;

/**
 * What a host can do with greetings without a telephone, as {@link MailboxOperations} with messages. For many threads; every
 * method may block and throws {@link org.voicemail4j.VoicemailException} if the store or the directory fails.
 */
public final class GreetingOperations {

    private final MailboxFinder mailboxes;
    private final MessageStore store;
    private final GreetingDates dates;
    private final AudioTranscoder transcoder;
    private final Clock clock;
    private final FlowEvents events;

    GreetingOperations(MailboxFinder mailboxes, ServiceParts parts, MessageStore store, FlowEvents events) {
        this.mailboxes = mailboxes;
        this.store = store;
        this.dates = parts.greetingDates;
        this.transcoder = parts.transcoder;
        this.clock = parts.clock;
        this.events = events;
    }

    /** A greeting's sound; empty if there is none. */
    public Optional<AudioContent> find(MailboxId mailbox, GreetingKind kind) {
        return mailboxes.find(mailbox).flatMap(found -> store.greeting(found.id(), kind));
    }

    /** Puts sound in the place of a greeting; the old one is heard until it is all there. Dates that are over are forgotten. */
    public OperationResult put(MailboxId mailbox, GreetingKind kind, AudioContent sound) {
        return on(mailbox, owner -> put(owner, kind, sound));
    }

    private OperationResult put(Mailbox owner, GreetingKind kind, AudioContent sound) {
        try (GreetingRecording greeting = store.beginGreeting(owner.id(), kind)) {
            for (AudioSink sink : greeting.renditions()) {
                if (sound.length().isZero() || !transcoder.canTranscode(sound.format(), sink.format())) {
                    return OperationResult.UNUSABLE_SOUND;
                }
                transcoder.transcode(sound, sink);
            }
            greeting.commit();
        }
        ForgottenDates.ended(dates, owner, kind, clock.instant());
        return changed(owner, kind);
    }

    /**
     * Deletes a greeting and forgets its dates; callers hear the standard one then. {@link OperationResult#NO_MESSAGE} if
     * there was none.
     */
    public OperationResult delete(MailboxId mailbox, GreetingKind kind) {
        return on(mailbox, owner -> {
            OperationResult result = change(owner, kind, store::deleteGreeting);
            if (result == OperationResult.DONE) {
                ForgottenDates.all(dates, owner, kind);
            }
            return result;
        });
    }

    /**
     * Swaps a greeting with the one that was there before it was replaced or deleted. {@link OperationResult#NO_MESSAGE}
     * if there is none.
     */
    public OperationResult restore(MailboxId mailbox, GreetingKind kind) {
        return on(mailbox, owner -> {
            OperationResult result = change(owner, kind, store::restoreGreeting);
            if (result == OperationResult.DONE) {
                ForgottenDates.ended(dates, owner, kind, clock.instant());
            }
            return result;
        });
    }

    /** Deletes the former greeting for good. {@link OperationResult#NO_MESSAGE} if there is none. */
    public OperationResult eraseFormer(MailboxId mailbox, GreetingKind kind) {
        return on(
                mailbox,
                owner -> store.deleteFormerGreeting(owner.id(), kind)
                        ? OperationResult.DONE
                        : OperationResult.NO_MESSAGE);
    }

    /** From when until when a greeting is heard, whoever said so; empty if there is no such mailbox. */
    public Optional<GreetingPeriod> period(MailboxId mailbox, GreetingKind kind) {
        return mailboxes.find(mailbox).map(owner -> owner.greetingSchedule().period(kind));
    }

    /**
     * Says from when until when a greeting is heard, as its owner would by phone: it goes before the dates of the policy.
     *
     * @param kind {@link GreetingKind#TEMPORARY} or {@link GreetingKind#ABSENCE}
     * @throws IllegalArgumentException for another kind: those have no dates
     * @throws UnsupportedOperationException if the service was given no {@link GreetingDates}
     */
    public OperationResult schedule(MailboxId mailbox, GreetingKind kind, GreetingPeriod period) {
        return on(mailbox, owner -> {
            dates.put(owner.id(), dated(kind), period);
            return changed(owner, kind);
        });
    }

    /** Forgets what was said by phone or by {@link #schedule}: the dates of the policy hold again, if it has any. */
    public OperationResult unschedule(MailboxId mailbox, GreetingKind kind) {
        return on(mailbox, owner -> change(owner, dated(kind), dates::delete));
    }

    private static GreetingKind dated(GreetingKind kind) {
        if (!kind.hasDates()) {
            throw new IllegalArgumentException("a greeting of kind " + kind + " has no dates");
        }
        return kind;
    }

    private OperationResult change(Mailbox owner, GreetingKind kind, BiPredicate<MailboxId, GreetingKind> change) {
        return change.test(owner.id(), kind) ? changed(owner, kind) : OperationResult.NO_MESSAGE;
    }

    private OperationResult changed(Mailbox owner, GreetingKind kind) {
        events.greetingChanged(owner.id(), kind);
        return OperationResult.DONE;
    }

    private OperationResult on(MailboxId mailbox, Function<Mailbox, OperationResult> work) {
        return mailboxes.find(mailbox).map(work).orElse(OperationResult.NO_MAILBOX);
    }
}

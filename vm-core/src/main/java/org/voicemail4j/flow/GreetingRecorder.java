package org.voicemail4j.flow;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.StoreException;

/**
 * An owner records a greeting: take, review, and only 1 in the review puts the take in the place of the old greeting.
 * Hang-up and silence leave the old one.
 */
final class GreetingRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(GreetingRecorder.class);

    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;

    GreetingRecorder(FlowContext context, Line line, Mailbox mailbox) {
        this.context = context;
        this.line = line;
        this.mailbox = mailbox;
    }

    PlayEnd record(GreetingKind kind, String instruction) {
        Optional<GreetingRecording> begun = begin(kind);
        return begun.isPresent() ? record(kind, begun.get(), instruction) : line.say("vm-storefull");
    }

    /** A store that takes no greeting now, such as a full journal, does not end the visit. */
    private Optional<GreetingRecording> begin(GreetingKind kind) {
        try {
            return Optional.of(context.store().beginGreeting(mailbox.id(), kind));
        } catch (StoreException e) {
            LOG.warn("no {} greeting of {} can be recorded", kind, mailbox.id(), e);
            return Optional.empty();
        }
    }

    private PlayEnd record(GreetingKind kind, GreetingRecording begun, String instruction) {
        try (GreetingRecording greeting = begun) {
            PlayEnd end = takeAndReview(greeting, instruction);
            if (end.key().filter(key -> key == Digit.ONE).isPresent()) {
                greeting.commit();
                ForgottenDates.ended(
                        context.greetingDates(), mailbox, kind, context.clock().instant());
                context.events().greetingChanged(mailbox.id(), kind);
                return line.say("vm-msgsaved");
            }
            return end;
        }
    }

    /** Returns key 1 if the take is to be kept. */
    private PlayEnd takeAndReview(GreetingRecording greeting, String instruction) {
        PlayEnd end = take(greeting, instruction);
        while (end.key().filter(key -> key == Digit.THREE).isPresent()) {
            greeting.restart();
            end = take(greeting, instruction);
        }
        return end;
    }

    private PlayEnd take(GreetingRecording greeting, String instruction) {
        if (line.offer(Line.named(instruction)).isHungUp() || line.say("beep").isHungUp()) {
            return PlayEnd.hungUp();
        }
        RecordingEnd end = line.record(greeting, limits());
        if (end.reason() == RecordingEnd.Reason.SINK_FAILED) {
            return line.say("vm-storefull");
        }
        if (end.length().isZero()) {
            line.say("vm-nothingrecorded");
            return line.choose(Line.named("vm-torerecord"), "3");
        }
        TrailingSilence.cut(greeting, end);
        line.say("auth-thankyou");
        return review(greeting);
    }

    private PlayEnd review(GreetingRecording greeting) {
        PlayEnd end = line.choose(Line.named("vm-review"), "123");
        while (end.key().filter(key -> key == Digit.TWO).isPresent()) {
            line.offer(List.of(Prompt.recorded(greeting.recorded())));
            end = line.choose(Line.named("vm-review"), "123");
        }
        return end;
    }

    private RecordingLimits limits() {
        MailboxPolicy policy = mailbox.policy();
        return new RecordingLimits(
                policy.longestGreeting(), policy.trailingSilence(), policy.silenceThreshold(), Digit.set("#"));
    }
}

package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.INTRODUCE;
import static org.voicemail4j.menu.MenuAction.SEND;

import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Urgency;

/**
 * An owner sends a message on: to whom, then 1 with an introduction before it, 2 as it is, star not at all. Recipients
 * get copies; the message itself stays as it was. Hang-up before the choice, or while introducing, sends nothing.
 */
final class ForwardFlow {

    private final Visit visit;
    private final FlowContext context;
    private final Line line;
    private final MailboxPolicy policy;

    ForwardFlow(Visit visit) {
        this.visit = visit;
        this.context = visit.context();
        this.line = visit.line();
        this.policy = visit.policy();
    }

    /** Forwards a message whose sound that is, unless it is private. */
    PlayEnd run(Message message, AudioContent audio) {
        if (message.isPrivate()) {
            return visit.sorry();
        }
        Optional<Outgoing> recipients = new RecipientMenu(visit).ask(envelope(message), false);
        if (recipients.isEmpty()) {
            return PlayEnd.completed();
        }
        try (Outgoing outgoing = recipients.get()) {
            return choose(outgoing, audio);
        }
    }

    private Envelope envelope(Message message) {
        Urgency urgency = policy.forwardUrgent() ? message.envelope().urgency() : Urgency.NORMAL;
        Envelope.Builder copy = KeptSince.noted(
                        message.envelope(), Folder.INBOX, context.clock().instant())
                .toBuilder()
                .urgency(urgency);
        message.envelope().heardBy().forEach(copy::unheardBy);
        return copy.build();
    }

    private PlayEnd choose(Outgoing outgoing, AudioContent audio) {
        Choice choice = visit.keys()
                .choices(Menu.FORWARDING)
                .offer("vm-forwardoptions", INTRODUCE, SEND)
                .offer("vm-starmain", BACK)
                .ask(line, RecipientMenu.readBack(outgoing, visit.language()));
        return switch (choice.action().orElse(BACK)) {
            case INTRODUCE -> introduce(outgoing, audio);
            case SEND -> send(outgoing, audio);
            default -> choice.back();
        };
    }

    private PlayEnd introduce(Outgoing outgoing, AudioContent audio) {
        forgetText(outgoing);
        if (line.say("beep").isHungUp()) {
            return PlayEnd.hungUp();
        }
        RecordingEnd end = line.record(outgoing, limits());
        if (end.reason() == Reason.HUNG_UP) {
            return PlayEnd.hungUp();
        }
        if (end.reason() == Reason.SINK_FAILED) {
            return line.offer(Line.named("vm-storefull"));
        }
        if (isNothing(end)) {
            return line.offer(Line.named("vm-nothingrecorded"));
        }
        TrailingSilence.cut(outgoing, end);
        return send(outgoing, audio);
    }

    /** What was said is not all that is said any more. */
    private static void forgetText(Outgoing outgoing) {
        Envelope before = outgoing.envelope();
        Envelope.Builder after = before.toBuilder();
        before.attributes().keySet().stream().filter(Transcription::isKeptAs).forEach(after::without);
        Envelope without = after.build();
        if (!without.equals(before)) {
            outgoing.envelope(without);
        }
    }

    /** What a key ended may be a very quiet voice; what silence ended is none. */
    private static boolean isNothing(RecordingEnd end) {
        return end.length().isZero()
                || (end.reason() != Reason.KEY && end.spoken().isZero());
    }

    private PlayEnd send(Outgoing outgoing, AudioContent audio) {
        int all = outgoing.recipients().size() + outgoing.missed();
        int sent = outgoing.send(
                audio,
                (to, copy) ->
                        context.events().forwarded(to, copy, visit.mailbox().id()));
        String some = sent == 0 ? "vm-forward-failed" : "vm-forward-partly";
        return line.offer(Line.named(sent == all ? "vm-msgforwarded" : some));
    }

    private RecordingLimits limits() {
        return new RecordingLimits(
                policy.longestMessage(), policy.trailingSilence(), policy.silenceThreshold(), Digit.ANY);
    }
}

package org.voicemail4j.flow;

import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;

/**
 * The options of a mailbox: 1 to 4 record the unavailable, busy, name and temporary greeting, 5 changes the PIN, star goes
 * back.
 */
final class GreetingMenu {

    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;
    private final GreetingRecorder recorder;

    GreetingMenu(FlowContext context, Line line, Mailbox mailbox) {
        this.context = context;
        this.line = line;
        this.mailbox = mailbox;
        this.recorder = new GreetingRecorder(context, line, mailbox);
    }

    /** Runs until star or silence, which complete it, or hang-up. */
    PlayEnd run() {
        PlayEnd end = line.choose(choices(), "12345*");
        Optional<Digit> key = end.key();
        while (key.isPresent() && key.get() != Digit.STAR) {
            end = act(key.get()).isHungUp() ? PlayEnd.hungUp() : line.choose(choices(), "12345*");
            key = end.key();
        }
        return end.isHungUp() ? end : PlayEnd.completed();
    }

    private List<Prompt> choices() {
        return hasTemporary() ? Line.named("vm-tmpexists", "vm-options") : Line.named("vm-options");
    }

    private boolean hasTemporary() {
        return mailbox.greeting(GreetingKind.TEMPORARY).isPresent();
    }

    private PlayEnd act(Digit key) {
        return switch (key) {
            case ONE -> recorder.record(GreetingKind.UNAVAILABLE, "vm-rec-unv");
            case TWO -> recorder.record(GreetingKind.BUSY, "vm-rec-busy");
            case THREE -> recorder.record(GreetingKind.NAME, "vm-rec-name");
            case FOUR -> hasTemporary() ? changeTemporary() : recordTemporary();
            default -> changePin();
        };
    }

    private PlayEnd recordTemporary() {
        return recorder.record(GreetingKind.TEMPORARY, "vm-rec-temp");
    }

    private PlayEnd changeTemporary() {
        PlayEnd end = line.choose(Line.named("vm-tempgreeting2"), "12*");
        return switch (end.key().orElse(Digit.STAR)) {
            case ONE -> recordTemporary();
            case TWO -> eraseTemporary();
            default -> end;
        };
    }

    private PlayEnd eraseTemporary() {
        if (context.store().deleteGreeting(mailbox.id(), GreetingKind.TEMPORARY)) {
            context.events().greetingChanged(mailbox.id(), GreetingKind.TEMPORARY);
        }
        return line.say("vm-tempremoved");
    }

    private PlayEnd changePin() {
        new PinMenu(context, line, mailbox).run();
        return PlayEnd.completed();
    }
}

package org.voicemail4j.flow;

import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.PinChange;

/** An owner changes the PIN by entering the new one twice. Entering nothing, or star, leaves the old one. */
final class PinMenu {

    /** What became of it. */
    enum Answer {
        CHANGED,
        /** The new one was not entered twice, or is none that may be. */
        WRONG,
        /** The owner may not change it. */
        FIXED,
        /** The owner does not want to. */
        LEFT
    }

    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;

    PinMenu(FlowContext context, Line line, Mailbox mailbox) {
        this.context = context;
        this.line = line;
        this.mailbox = mailbox;
    }

    /** Asks once. */
    Answer run() {
        if (mailbox.subscriber().pinFixed()) {
            return fixed();
        }
        Entry first = line.enter(Line.named("vm-newpassword"));
        if (isLeft(first)) {
            return Answer.LEFT;
        }
        Entry second = line.enter(Line.named("vm-reenterpassword"));
        if (isLeft(second)) {
            return Answer.LEFT;
        }
        return first.digits().equals(second.digits()) ? changeTo(first.digits()) : wrong("vm-mismatch");
    }

    private static boolean isLeft(Entry entry) {
        return entry.isHungUp() || entry.isStar() || entry.digits().isEmpty();
    }

    /** The mailbox number is what everybody tries first. */
    private Answer changeTo(String digits) {
        return digits.equals(mailbox.id().number()) ? wrong("vm-invalid-password") : change(digits);
    }

    private Answer change(String digits) {
        PinChange change = mailbox.changePin(digits);
        return switch (change) {
            case CHANGED -> {
                context.events().pinChanged(mailbox.id());
                line.say("vm-passchanged");
                yield Answer.CHANGED;
            }
            case NOT_ALLOWED -> wrong("vm-invalid-password");
            case FIXED -> fixed();
        };
    }

    private Answer wrong(String why) {
        line.say(why, "vm-pls-try-again");
        return Answer.WRONG;
    }

    private Answer fixed() {
        line.say("vm-sorry");
        return Answer.FIXED;
    }
}

package org.voicemail4j.flow;

import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.media.PlayEnd;

/** An owner changes the PIN by entering the new one twice. Entering nothing, or star, leaves the old one. */
final class PinMenu {

    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;

    PinMenu(FlowContext context, Line line, Mailbox mailbox) {
        this.context = context;
        this.line = line;
        this.mailbox = mailbox;
    }

    PlayEnd run() {
        if (mailbox.subscriber().pinFixed()) {
            return line.say("vm-sorry");
        }
        Entry first = line.enter(Line.named("vm-newpassword"));
        if (isLeft(first)) {
            return left(first);
        }
        Entry second = line.enter(Line.named("vm-reenterpassword"));
        if (isLeft(second)) {
            return left(second);
        }
        return first.digits().equals(second.digits())
                ? change(first.digits())
                : line.say("vm-mismatch", "vm-pls-try-again");
    }

    private static boolean isLeft(Entry entry) {
        return entry.isHungUp() || entry.isStar() || entry.digits().isEmpty();
    }

    private static PlayEnd left(Entry entry) {
        return entry.isHungUp() ? PlayEnd.hungUp() : PlayEnd.completed();
    }

    private PlayEnd change(String digits) {
        PinChange change = mailbox.changePin(digits);
        return switch (change) {
            case CHANGED -> {
                context.events().pinChanged(mailbox.id());
                yield line.say("vm-passchanged");
            }
            case NOT_ALLOWED -> line.say("vm-invalid-password", "vm-pls-try-again");
            case FIXED -> line.say("vm-sorry");
        };
    }
}

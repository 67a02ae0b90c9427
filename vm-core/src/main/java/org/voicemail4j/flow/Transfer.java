package org.voicemail4j.flow;

import java.util.Optional;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallOutcome.Transferred;

/** Sends callers on to somebody else. */
final class Transfer {

    private final Line line;
    private final CallControl control;

    Transfer(Line line, CallControl control) {
        this.line = line;
        this.control = control;
    }

    /** Sends the caller on; empty if the caller or the network would not. */
    Optional<CallOutcome> to(String target) {
        boolean waiting = !line.say("transfer").isHungUp();
        if (waiting && control.transfer(target)) {
            return Optional.of(new Transferred(target));
        }
        line.say("vm-sorry");
        return Optional.empty();
    }
}

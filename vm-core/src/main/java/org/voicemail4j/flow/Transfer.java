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

    /**
     * How it ended.
     *
     * @param outcome that of the call if the caller was sent on
     * @param isHungUp whether the caller was gone before it was tried
     */
    record Attempt(Optional<CallOutcome> outcome, boolean isHungUp) {}

    /** Sends the caller on; empty if the caller or the network would not. */
    Optional<CallOutcome> to(String target) {
        return attempt(target).outcome();
    }

    /** As {@link #to}, and says whether the caller is here still. */
    Attempt attempt(String target) {
        if (line.say("transfer").isHungUp()) {
            return new Attempt(Optional.empty(), true);
        }
        if (control.transfer(target)) {
            return new Attempt(Optional.of(new Transferred(target)), false);
        }
        line.say("vm-sorry");
        return new Attempt(Optional.empty(), false);
    }
}

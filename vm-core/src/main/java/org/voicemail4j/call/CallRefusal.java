package org.voicemail4j.call;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a call is not answered.
 *
 * @param reason the kind of refusal
 * @param retryAfter when to try again, if that is known
 * @param target whom to call instead; given if, and only if, the reason is {@link Reason#MOVED}
 */
public record CallRefusal(Reason reason, Optional<Duration> retryAfter, Optional<String> target) {

    /** There is no such mailbox. */
    public static final CallRefusal UNKNOWN_MAILBOX = new CallRefusal(Reason.UNKNOWN_MAILBOX);

    /** Something is broken here. */
    public static final CallRefusal FAILED = new CallRefusal(Reason.FAILED);

    public CallRefusal {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(retryAfter, "retryAfter");
        if (target.isPresent() != (reason == Reason.MOVED)) {
            throw new IllegalArgumentException("a target goes with MOVED and nothing else: " + reason + ", " + target);
        }
    }

    private CallRefusal(Reason reason) {
        this(reason, Optional.empty(), Optional.empty());
    }

    /** There are as many calls as there may be, or the service is about to stop. */
    public static CallRefusal overloaded(Duration retryAfter) {
        return new CallRefusal(Reason.OVERLOADED, Optional.of(retryAfter), Optional.empty());
    }

    /**
     * Somebody else takes the call, such as the node that has the mailbox.
     *
     * @param target number or address as the host's numbering plan has it
     */
    public static CallRefusal movedTo(String target) {
        return new CallRefusal(Reason.MOVED, Optional.empty(), Optional.of(target));
    }

    /** The kinds of refusal. */
    public enum Reason {
        /** No such mailbox (SIP 404). */
        UNKNOWN_MAILBOX,
        /** Too many calls, or stopping (SIP 503). */
        OVERLOADED,
        /** Broken (SIP 500). */
        FAILED,
        /** To be called elsewhere (SIP 302). */
        MOVED
    }
}

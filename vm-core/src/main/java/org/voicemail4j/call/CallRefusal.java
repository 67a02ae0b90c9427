package org.voicemail4j.call;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a call is not answered.
 *
 * @param reason the kind of refusal
 * @param retryAfter when to try again, if that is known
 */
public record CallRefusal(Reason reason, Optional<Duration> retryAfter) {

    /** There is no such mailbox. */
    public static final CallRefusal UNKNOWN_MAILBOX = new CallRefusal(Reason.UNKNOWN_MAILBOX, Optional.empty());

    /** Something is broken here. */
    public static final CallRefusal FAILED = new CallRefusal(Reason.FAILED, Optional.empty());

    public CallRefusal {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** There are as many calls as there may be, or the service is about to stop. */
    public static CallRefusal overloaded(Duration retryAfter) {
        return new CallRefusal(Reason.OVERLOADED, Optional.of(retryAfter));
    }

    /** The kinds of refusal. */
    public enum Reason {
        /** No such mailbox (SIP 404). */
        UNKNOWN_MAILBOX,
        /** Too many calls, or stopping (SIP 503). */
        OVERLOADED,
        /** Broken (SIP 500). */
        FAILED
    }
}

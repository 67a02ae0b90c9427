package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Optional;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Response;

/** Waits for the final answer to a request of ours; hangs on its client transaction. */
@FunctionalInterface
interface Answered {

    /** Told once, in the stack's thread: the status, 408 where none came, and when to try again if that was said. */
    void answered(int status, Optional<Duration> retryAfter);

    /** Tells of a response if it is final. */
    default void response(Response response) {
        if (response.getStatusCode() >= 200) {
            Optional<Duration> retry = response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader header
                    ? Optional.of(Duration.ofSeconds(Math.max(0, Math.min(header.getRetryAfter(), 3_600))))
                    : Optional.empty();
            answered(response.getStatusCode(), retry);
        }
    }

    /** Tells that no answer came. */
    default void timedOut() {
        answered(Response.REQUEST_TIMEOUT, Optional.empty());
    }
}

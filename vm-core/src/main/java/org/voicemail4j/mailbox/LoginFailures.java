package org.voicemail4j.mailbox;

import java.time.Instant;
import java.util.Optional;

/**
 * Failed logins of one mailbox since its last successful one.
 *
 * @param count how many, not negative
 * @param last when the last one was; empty if there was none
 */
public record LoginFailures(int count, Optional<Instant> last) {

    /** None. */
    public static final LoginFailures NONE = new LoginFailures(0, Optional.empty());

    public LoginFailures {
        if (count < 0 || (count > 0 && last.isEmpty())) {
            throw new IllegalArgumentException("not a count of failures: " + count + ", last " + last);
        }
    }
}

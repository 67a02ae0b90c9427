package org.voicemail4j.mail.outbox;

import java.util.Objects;

/** What came of an attempt to send an outbox entry. */
public sealed interface SendResult {

    /** It is sent, or there was nothing to send. */
    record Sent() implements SendResult {}

    /**
     * It may go another time.
     *
     * @param content what the entry says from now on, such as who has got it already
     * @param reason why not now
     */
    record Later(String content, String reason) implements SendResult {
        public Later {
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A step is done that must not be done again; the next one follows at once, as an attempt of its own.
     *
     * @param content what the entry says from now on
     */
    record Onward(String content) implements SendResult {
        public Onward {
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * It will never go as it is.
     *
     * @param content what the entry says from now on, for whoever tries it again
     * @param reason why
     */
    record Never(String content, String reason) implements SendResult {
        public Never {
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(reason, "reason");
        }
    }
}

package org.voicemail4j.sip;

import gov.nist.javax.sip.header.extensions.SessionExpires;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sip.message.Request;

/** What a request asks for by Session-Expires (RFC 4028 §9), and our answer to it. */
sealed interface SessionNegotiation {

    /** No session timer: nobody asked for one. */
    record None() implements SessionNegotiation {}

    /** A shorter one than we take: 422. */
    record TooShort() implements SessionNegotiation {}

    /**
     * Agreed.
     *
     * @param terms on what
     */
    record Agreed(SessionTerms terms) implements SessionNegotiation {
        public Agreed {
            Objects.requireNonNull(terms, "terms");
        }
    }

    /** Reads a request. */
    static SessionNegotiation of(Request request, Duration shortest) {
        if (!(request.getHeader(SessionExpires.NAME) instanceof SessionExpires asked)) {
            return new None();
        }
        Duration interval = Duration.ofSeconds(asked.getExpires());
        if (interval.compareTo(shortest) < 0) {
            return new TooShort();
        }
        return new Agreed(new SessionTerms(interval, "uas".equalsIgnoreCase(asked.getRefresher())));
    }

    /** The terms, if any were agreed. */
    default Optional<SessionTerms> agreedTerms() {
        return this instanceof Agreed agreed ? Optional.of(agreed.terms()) : Optional.empty();
    }
}

package org.voicemail4j.sip;

import gov.nist.javax.sip.header.extensions.SessionExpires;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
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
        if (!(request.getHeader(SessionExpires.NAME) instanceof SessionExpires asked)
                || !supportsTimer(request, asked)) {
            return new None();
        }
        Duration interval = Duration.ofSeconds(asked.getExpires());
        if (interval.compareTo(shortest) < 0) {
            return new TooShort();
        }
        return new Agreed(new SessionTerms(interval, "uas".equalsIgnoreCase(asked.getRefresher())));
    }

    /** A proxy may ask for a timer that the caller knows nothing of; nobody would refresh then (RFC 4028 §9). */
    private static boolean supportsTimer(Request request, SessionExpires asked) {
        return asked.getRefresher() != null
                || names(request, SupportedHeader.NAME)
                || names(request, RequireHeader.NAME);
    }

    private static boolean names(Request request, String header) {
        for (Iterator<?> values = request.getHeaders(header); values.hasNext(); ) {
            if (String.valueOf(values.next()).toLowerCase(Locale.ROOT).contains("timer")) {
                return true;
            }
        }
        return false;
    }

    /** The terms, if any were agreed. */
    default Optional<SessionTerms> agreedTerms() {
        return this instanceof Agreed agreed ? Optional.of(agreed.terms()) : Optional.empty();
    }
}

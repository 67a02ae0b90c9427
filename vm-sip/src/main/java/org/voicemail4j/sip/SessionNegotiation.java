package org.voicemail4j.sip;

import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

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

    /**
     * What holds after our refresh was answered (RFC 4028 §7.2, §7.3): the peer or a proxy may have shortened the interval, or
     * may take none as short as ours. Never shorter than we take.
     */
    static SessionTerms answered(SessionTerms asked, Response response, Duration shortest) {
        if (response.getStatusCode() == 422 && response.getHeader(MinSE.NAME) instanceof MinSE least) {
            Duration longer = Duration.ofSeconds(least.getExpires());
            return longer.compareTo(asked.interval()) > 0 ? new SessionTerms(longer, asked.weRefresh()) : asked;
        }
        if (response.getStatusCode() / 100 == 2
                && response.getHeader(SessionExpires.NAME) instanceof SessionExpires agreed) {
            Duration given = Duration.ofSeconds(agreed.getExpires());
            Duration taken = given.compareTo(shortest) > 0 ? given : shortest;
            return taken.compareTo(asked.interval()) < 0 ? new SessionTerms(taken, asked.weRefresh()) : asked;
        }
        return asked;
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

package org.voicemail4j.sip;

import java.time.Duration;

/**
 * How much one source may ask of us: an IPv4 address, or the 64 bits of an IPv6 subscriber. ACK and BYE within calls, and
 * peers that are trusted, are not limited but for the number of all connections.
 *
 * @param requestsPerSecond requests that one source may send in a second in the long run, within calls and outside;
 *     further ones get 503, and where that is too much, nothing. While more than 20,000 requests of all sources are kept, each for the
 *     32 seconds in which it may be repeated (RFC 3261 §17.2.2), others than INVITE get 503 as well, and from 40,000 on
 *     INVITE and those within calls; what is repeated gets its answer all the same
 * @param requestBurst so many at once
 * @param connectionsPerSource open TCP and TLS connections of one source
 * @param connections open TCP and TLS connections of all
 * @param idle after which a connection without a word is closed; CRLF is a word
 */
public record SipLimits(
        int requestsPerSecond, int requestBurst, int connectionsPerSource, int connections, Duration idle) {

    /** 200 requests a second and 2,000 at once, 50 connections of one source and 2,000 of all, idle for 15 minutes. */
    public static final SipLimits DEFAULT = new SipLimits(200, 2_000, 50, 2_000, Duration.ofMinutes(15));

    public SipLimits {
        if (requestsPerSecond < 1 || requestBurst < 1 || connectionsPerSource < 1 || connections < 1) {
            throw new IllegalArgumentException("every limit is at least 1: " + requestsPerSecond + ", " + requestBurst
                    + ", " + connectionsPerSource + ", " + connections);
        }
        if (idle.toMillis() < 1 || idle.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("not a time to be idle: " + idle);
        }
    }
}

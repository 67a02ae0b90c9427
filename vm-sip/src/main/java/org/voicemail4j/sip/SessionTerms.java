package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Objects;

/**
 * A session timer as agreed (RFC 4028): without a refresh within the interval the call is over.
 *
 * @param interval whole seconds
 * @param weRefresh whether refreshing is our task; only if the peer insists
 */
record SessionTerms(Duration interval, boolean weRefresh) {

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(32);

    SessionTerms {
        Objects.requireNonNull(interval, "interval");
    }

    /** Value of the refresher parameter: the peer called, so it is the UAC of the INVITE. */
    String refresher() {
        return weRefresh ? "uas" : "uac";
    }

    /** When we hang up unless a refresh came: interval less the smaller of 32 s and a third of it (RFC 4028 §10). */
    Duration patience() {
        Duration third = interval.dividedBy(3);
        return interval.minus(third.compareTo(LONGEST_MARGIN) < 0 ? third : LONGEST_MARGIN);
    }

    /** When we refresh, if that is our task. */
    Duration refreshAfter() {
        return interval.dividedBy(2);
    }
}

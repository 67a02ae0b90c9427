package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import javax.sip.message.Request;

/**
 * Which requests have no room any more beside those that are kept: each for half a minute after its answer, or until that is
 * acknowledged, for it may be repeated. The stack itself knows no bound. For many threads.
 */
final class KeptRequests {

    static final int MOST = 20_000;
    /** A call that was refused has left the table of calls, but not this one. */
    static final int MOST_OF_CALLS = 2 * MOST;

    /** They are kept no longer than what they confirm or end. */
    private static final Set<String> PASSING = Set.of(Request.ACK, Request.CANCEL);

    private final IntSupplier kept;
    private final Predicate<SIPRequest> known;

    /**
     * @param kept how many there are
     * @param known whether a request is one of them, and comes once more
     */
    KeptRequests(IntSupplier kept, Predicate<SIPRequest> known) {
        this.kept = kept;
        this.known = known;
    }

    /**
     * Whether there is no room for it: what is outside calls gives way first.
     *
     * @param within whether it belongs to a call
     */
    boolean isFull(SIPRequest request, boolean within) {
        boolean ofACall = within || request.getMethod().equals(Request.INVITE);
        return kept.getAsInt() > (ofACall ? MOST_OF_CALLS : MOST)
                && !PASSING.contains(request.getMethod())
                && !known.test(request);
    }
}

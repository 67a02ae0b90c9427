package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Notices an INVITE that reaches us twice because a proxy before us forked it (RFC 3261 §8.2.2.2): the same call, From
 * tag and CSeq by another branch. Remembers the last 32 s. For many threads.
 */
final class MergedRequests {

    private static final Duration MEMORY = Duration.ofSeconds(32);
    private static final int MOST = 20_000;
    private static final int LONGEST = 128;

    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    MergedRequests(Clock clock) {
        this.clock = clock;
    }

    private record Seen(String branch, Instant until) {}

    /** What all branches of one request have in common; of bounded length whatever the peer sends. */
    static String key(SIPRequest request) {
        String fromTag = request.getFromTag() == null ? "" : request.getFromTag();
        return key(request.getCallId().getCallId(), fromTag, request.getCSeq().getSeqNumber());
    }

    static String branch(SIPRequest request) {
        return String.valueOf(request.getTopmostVia().getBranch());
    }

    static String key(String callId, String fromTag, long cseq) {
        return shortened(callId) + '\n' + shortened(fromTag) + '\n' + cseq;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + text.hashCode();
    }

    /** What a request is to those that came before. */
    enum Kind {
        /** The first of its kind. */
        NEW,
        /** The same once more, which the stack took for a new one because both were on its threads at once. */
        REPEATED,
        /** Another branch of one that came before. */
        MERGED
    }

    /** Says what a request is, and remembers it. */
    synchronized Kind kind(String key, String branch) {
        Instant now = clock.instant();
        forgetOld(now);
        Seen before = seen.putIfAbsent(key, new Seen(branch, now.plus(MEMORY)));
        if (before == null) {
            return Kind.NEW;
        }
        return before.branch().equals(branch) ? Kind.REPEATED : Kind.MERGED;
    }

    /** Whether a request that was taken comes once more, sent before its answer was seen. */
    synchronized boolean isRepeated(SIPRequest request) {
        Seen before = seen.get(key(request));
        return before != null
                && before.branch().equals(branch(request))
                && before.until().isAfter(clock.instant());
    }

    /** Forgets a request that was refused: a proxy may well try another branch after that. */
    synchronized void forget(String key) {
        seen.remove(key);
    }

    private boolean isOver(Seen entry, Instant now) {
        return seen.size() > MOST || !entry.until().isAfter(now);
    }

    /** The oldest stand first. */
    private void forgetOld(Instant now) {
        Iterator<Seen> oldest = seen.values().iterator();
        while (oldest.hasNext() && isOver(oldest.next(), now)) {
            oldest.remove();
        }
    }
}

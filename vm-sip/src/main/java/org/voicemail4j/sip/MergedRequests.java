package org.voicemail4j.sip;

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
    private static final int MOST = 100_000;

    private final Clock clock;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    MergedRequests(Clock clock) {
        this.clock = clock;
    }

    private record Seen(String branch, Instant until) {}

    /** Whether this is another branch of a request that came before; remembers it otherwise. */
    synchronized boolean isMerged(String callId, String fromTag, long cseq, String branch) {
        Instant now = clock.instant();
        forget(now);
        Seen before = seen.putIfAbsent(callId + '\n' + fromTag + '\n' + cseq, new Seen(branch, now.plus(MEMORY)));
        return before != null && !before.branch().equals(branch);
    }

    private boolean isOver(Seen entry, Instant now) {
        return seen.size() > MOST || !entry.until().isAfter(now);
    }

    /** The oldest stand first. */
    private void forget(Instant now) {
        Iterator<Seen> oldest = seen.values().iterator();
        while (oldest.hasNext() && isOver(oldest.next(), now)) {
            oldest.remove();
        }
    }
}

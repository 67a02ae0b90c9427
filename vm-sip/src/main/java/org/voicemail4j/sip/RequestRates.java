package org.voicemail4j.sip;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket of tokens for each source: a request takes one, time brings them back. Another bucket, a tenth as large, is for
 * saying no: what finds that empty too gets no answer, so that nobody makes us send more than they do. Bounded: the
 * longest unused are forgotten, who then begin with full buckets. For many threads.
 */
final class RequestRates {

    /** What becomes of a request. */
    enum Verdict {
        /** It may go on. */
        ADMITTED,
        /** It is refused. */
        REFUSED,
        /** It is as if it had never come. */
        DROPPED
    }

    private static final int MOST = 20_000;
    private static final int REFUSALS = 10;
    private static final double NANOS = 1e9;

    private final StackClock clock;
    private final double perNano;
    private final double burst;
    private final Map<String, Buckets> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Buckets> eldest) {
            return size() > MOST;
        }
    };

    private static final class Buckets {
        private double requests;
        private double refusals;
        private long filled;
    }

    RequestRates(SipLimits limits, StackClock clock) {
        this.clock = clock;
        this.perNano = limits.requestsPerSecond() / NANOS;
        this.burst = limits.requestBurst();
    }

    /** Takes a token of that source. */
    synchronized Verdict take(InetAddress source) {
        long now = clock.nanos();
        Buckets buckets = sources.computeIfAbsent(Sources.key(source), key -> full(now));
        double brought = Math.max(0, now - buckets.filled) * perNano;
        buckets.filled = now;
        buckets.requests = Math.min(burst, buckets.requests + brought);
        buckets.refusals = Math.min(Math.max(1, burst / REFUSALS), buckets.refusals + brought / REFUSALS);
        if (buckets.requests >= 1) {
            buckets.requests--;
            return Verdict.ADMITTED;
        }
        if (buckets.refusals >= 1) {
            buckets.refusals--;
            return Verdict.REFUSED;
        }
        return Verdict.DROPPED;
    }

    private Buckets full(long now) {
        Buckets buckets = new Buckets();
        buckets.requests = burst;
        buckets.refusals = Math.max(1, burst / REFUSALS);
        buckets.filled = now;
        return buckets;
    }

    /** How many sources are kept. */
    synchronized int size() {
        return sources.size();
    }
}

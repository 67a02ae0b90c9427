package org.voicemail4j.sip;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what was turned away, by reason. For many threads. */
final class Rejections {

    private final AtomicLongArray counts = new AtomicLongArray(Rejection.values().length);

    void add(Rejection reason) {
        counts.incrementAndGet(reason.ordinal());
    }

    long count(Rejection reason) {
        return counts.get(reason.ordinal());
    }

    /** All of them by name, such as {@code wrong version}. */
    Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        Arrays.stream(Rejection.values()).forEach(reason -> all.put(name(reason), count(reason)));
        return all;
    }

    /** As operators see it. */
    static String name(Rejection reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

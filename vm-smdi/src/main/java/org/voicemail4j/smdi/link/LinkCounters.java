package org.voicemail4j.smdi.link;

import java.util.concurrent.atomic.LongAdder;

/** Counts what happens on a link. */
final class LinkCounters {

    final LongAdder messages = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder resyncs = new LongAdder();
    final LongAdder noise = new LongAdder();
    final LongAdder outages = new LongAdder();
    final LongAdder unmatched = new LongAdder();
    final LongAdder lampsSent = new LongAdder();
    final LongAdder lampsBlocked = new LongAdder();
    final LongAdder lampsInvalid = new LongAdder();
}

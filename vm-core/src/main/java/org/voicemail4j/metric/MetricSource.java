package org.voicemail4j.metric;

import java.util.List;

/** Something that counts or measures. For many threads. */
@FunctionalInterface
public interface MetricSource {

    /** Counts nothing. */
    MetricSource NONE = List::of;

    /** How things are now. Does not block for long: who asks often should be given what is at hand. */
    List<Metric> metrics();
}

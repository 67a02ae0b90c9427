package org.voicemail4j.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One thing that is counted or measured, with all its series, under a name by Prometheus' conventions: lower case, the
 * base unit last ({@code seconds}, {@code bytes}), a counter's behind it {@code _total}. A snapshot.
 *
 * @param name such as {@code voicemail_messages_heard_total}
 * @param kind whether it only grows
 * @param help what it is, one sentence
 * @param samples its values, none with the same labels as another
 */
public record Metric(String name, Kind kind, String help, List<Sample> samples) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,127}");
    private static final String TOTAL = "_total";

    /** How a value behaves. */
    public enum Kind {
        /** Grows, and begins at zero again when the process does. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    /**
     * One value.
     *
     * @param labels what it is the value of, in the order in which they are written; names as a metric's, values any text
     * @param value in the base unit
     */
    public record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            for (String label : labels.keySet()) {
                checkName(label);
            }
        }
    }

    public Metric {
        checkName(name);
        if ((kind == Kind.COUNTER) != name.endsWith(TOTAL)) {
            throw new IllegalArgumentException("a counter's name ends in " + TOTAL + ", no other: " + name);
        }
        Objects.requireNonNull(help, "help");
        samples = List.copyOf(samples);
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a metric or label: '" + name + "'");
        }
    }

    /** A counter without labels. */
    public static Metric counter(String name, String help, double value) {
        return new Metric(name, Kind.COUNTER, help, List.of(new Sample(Map.of(), value)));
    }

    /** A gauge without labels. */
    public static Metric gauge(String name, String help, double value) {
        return new Metric(name, Kind.GAUGE, help, List.of(new Sample(Map.of(), value)));
    }

    /**
     * Counters that one label tells apart.
     *
     * @param values by the label's value
     */
    public static Metric counters(String name, String help, String label, Map<String, ? extends Number> values) {
        return new Metric(name, Kind.COUNTER, help, samples(label, values));
    }

    /** As {@link #counters}, of what goes up and down. */
    public static Metric gauges(String name, String help, String label, Map<String, ? extends Number> values) {
        return new Metric(name, Kind.GAUGE, help, samples(label, values));
    }

    private static List<Sample> samples(String label, Map<String, ? extends Number> values) {
        List<Sample> samples = new ArrayList<>();
        values.forEach((key, value) -> samples.add(new Sample(Map.of(label, key), value.doubleValue())));
        return samples;
    }
}

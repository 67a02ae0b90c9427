package org.voicemail4j.metric;

import java.util.List;
import java.util.Map;

/** Metrics as Prometheus reads them: its text format, version 0.0.4. */
public final class PrometheusText {

    /** The media type under which it is sent, in UTF-8. */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /** All of them, in that order. */
    public static String of(List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        for (Metric metric : metrics) {
            header(text, metric);
            metric.samples().forEach(sample -> line(text, metric.name(), sample));
        }
        return text.toString();
    }

    private static void header(StringBuilder text, Metric metric) {
        String help = metric.help().replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(metric.name()).append(' ').append(help).append('\n');
        String kind = metric.kind() == Metric.Kind.COUNTER ? "counter" : "gauge";
        text.append("# TYPE ").append(metric.name()).append(' ').append(kind).append('\n');
    }

    private static void line(StringBuilder text, String name, Metric.Sample sample) {
        text.append(name);
        if (!sample.labels().isEmpty()) {
            labels(text, sample.labels());
        }
        text.append(' ').append(number(sample.value())).append('\n');
    }

    private static void labels(StringBuilder text, Map<String, String> labels) {
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String value =
                    label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            text.append(before)
                    .append(label.getKey())
                    .append("=\"")
                    .append(value)
                    .append('"');
            before = ',';
        }
        text.append('}');
    }

    /** Whole numbers without point and exponent, for human readers; all else as Java and Prometheus both write it. */
    private static String number(double value) {
        if (value == Double.POSITIVE_INFINITY) {
            return "+Inf";
        }
        if (value == Double.NEGATIVE_INFINITY) {
            return "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

package org.voicemail4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void countersAndGaugesAreWrittenWithHelpTypeAndLabels() {
        Map<String, Long> ways = new LinkedHashMap<>();
        ways.put("deposited", 3L);
        ways.put("recovered", 0L);
        List<Metric> metrics = List.of(
                Metric.counters("voicemail_messages_received_total", "Messages that came.", "way", ways),
                Metric.gauge("voicemail_load", "How much.", 0.25));

        assertThat(PrometheusText.of(metrics)).isEqualTo("""
                # HELP voicemail_messages_received_total Messages that came.
                # TYPE voicemail_messages_received_total counter
                voicemail_messages_received_total{way="deposited"} 3
                voicemail_messages_received_total{way="recovered"} 0
                # HELP voicemail_load How much.
                # TYPE voicemail_load gauge
                voicemail_load 0.25
                """);
    }

    @Test
    void whatALabelOrAHelpHoldsBreaksNoLine() {
        Metric hostile = Metric.gauges("a", "one\nline \\ \"quoted\"", "label", Map.of("a\"b\\c\nd", 1));

        assertThat(PrometheusText.of(List.of(hostile)).lines())
                .containsExactly(
                        "# HELP a one\\nline \\\\ \"quoted\"", "# TYPE a gauge", "a{label=\"a\\\"b\\\\c\\nd\"} 1");
    }

    @Test
    void numbersAreWrittenAsPrometheusReadsThem() {
        assertThat(PrometheusText.of(List.of(
                                Metric.gauge("a", "", Double.POSITIVE_INFINITY),
                                Metric.gauge("b", "", Double.NEGATIVE_INFINITY),
                                Metric.gauge("c", "", Double.NaN),
                                Metric.gauge("d", "", 1e18),
                                Metric.gauge("e", "", 1_795_551_825)))
                        .lines()
                        .filter(line -> !line.startsWith("#")))
                .containsExactly("a +Inf", "b -Inf", "c NaN", "d 1.0E18", "e 1795551825");
    }

    @Test
    void namesThatNobodyReadsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Metric.gauge("Calls", "", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Metric.counter("calls", "", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Metric.gauge("calls_total", "", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.gauges("calls", "", "le,x", Map.of("a", 1)))
                .withMessageContaining("le,x");
    }
}

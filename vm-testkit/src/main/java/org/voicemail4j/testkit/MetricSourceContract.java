package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.metric.Metric;
import org.voicemail4j.metric.MetricSource;
import org.voicemail4j.metric.PrometheusText;

/** What every {@link MetricSource} must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface MetricSourceContract {

    /** The source under test, the same one throughout a test. */
    MetricSource source();

    /** Lets something happen that the source counts or measures, if that is in anybody's power. */
    void happens();

    @Test
    default void itHasSomethingToSay() {
        assertThat(source().metrics()).isNotEmpty();
    }

    @Test
    default void eachNameStandsForOneThing() {
        happens();
        assertThat(source().metrics()).extracting(Metric::name).doesNotHaveDuplicates();
    }

    @Test
    default void eachSeriesStandsOnce() {
        happens();
        for (Metric metric : source().metrics()) {
            assertThat(metric.samples())
                    .as(metric.name())
                    .extracting(Metric.Sample::labels)
                    .doesNotHaveDuplicates();
            assertThat(metric.samples().stream()
                            .map(sample -> sample.labels().keySet())
                            .distinct())
                    .as("names of labels of %s", metric.name())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    default void eachIsExplained() {
        assertThat(source().metrics())
                .allSatisfy(
                        metric -> assertThat(metric.help()).as(metric.name()).isNotBlank());
    }

    @Test
    default void countersAreFiniteAndOnlyGrow() {
        Map<String, Double> before = counters();
        for (int i = 0; i < 3; i++) {
            happens();
            Map<String, Double> after = counters();
            before.forEach(
                    (series, value) -> assertThat(after.get(series)).as(series).isGreaterThanOrEqualTo(value));
            before = after;
        }
        assertThat(before)
                .allSatisfy((series, value) ->
                        assertThat(value).as(series).isFinite().isNotNegative());
    }

    @Test
    default void whatWasToldDoesNotChange() {
        List<Metric> told = source().metrics();
        String text = PrometheusText.of(told);
        happens();
        assertThat(PrometheusText.of(told)).isEqualTo(text);
    }

    @Test
    default void manyMayAskWhileThingsHappen() throws Exception {
        MetricSource source = source();
        ContractThreads.atOnce(4, thread -> {
            for (int i = 0; i < 10; i++) {
                if (thread == 0) {
                    happens();
                }
                assertThat(source.metrics()).isNotEmpty();
            }
        });
    }

    private Map<String, Double> counters() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : source().metrics()) {
            if (metric.kind() == Metric.Kind.COUNTER) {
                metric.samples().forEach(sample -> values.put(metric.name() + sample.labels(), sample.value()));
            }
        }
        return values;
    }
}

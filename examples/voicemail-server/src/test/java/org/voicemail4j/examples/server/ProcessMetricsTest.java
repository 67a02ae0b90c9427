package org.voicemail4j.examples.server;

import org.voicemail4j.metric.MetricSource;
import org.voicemail4j.testkit.MetricSourceContract;

/** What the process takes of the machine is told like all that is measured. */
class ProcessMetricsTest implements MetricSourceContract {

    private final MetricSource metrics = new ProcessMetrics();

    @Override
    public MetricSource source() {
        return metrics;
    }

    @Override
    public void happens() {
        // time passes, and this test takes some of it
    }
}

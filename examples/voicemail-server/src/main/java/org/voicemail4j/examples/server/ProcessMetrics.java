package org.voicemail4j.examples.server;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.voicemail4j.metric.Metric;
import org.voicemail4j.metric.MetricSource;

/** What the process takes of the machine, under the names that others give it, too. */
final class ProcessMetrics implements MetricSource {

    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(new Metric(
                "voicemail_build_info",
                Metric.Kind.GAUGE,
                "The version that runs, as a label.",
                List.of(new Metric.Sample(Map.of("version", Version.current()), 1))));
        metrics.add(Metric.gauge(
                "process_start_time_seconds",
                "When the process began, in seconds since 1970.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS));
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean detailed) {
            metrics.add(Metric.counter(
                    "process_cpu_seconds_total", "Time of processors used.", detailed.getProcessCpuTime() / NANOS));
        }
        if (system instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
            metrics.add(Metric.gauge("process_open_fds", "Files and sockets open.", unix.getOpenFileDescriptorCount()));
            metrics.add(Metric.gauge(
                    "process_max_fds", "Files and sockets that may be open.", unix.getMaxFileDescriptorCount()));
        }
        metrics.add(Metric.gauges(
                "jvm_memory_used_bytes",
                "Memory used.",
                "area",
                Map.of(
                        "heap",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())));
        metrics.add(Metric.gauges(
                "jvm_memory_max_bytes",
                "Memory that may be used.",
                "area",
                Map.of(
                        "heap",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax())));
        metrics.add(Metric.gauge(
                "jvm_threads_current",
                "Threads.",
                ManagementFactory.getThreadMXBean().getThreadCount()));
        metrics.add(Metric.counter("jvm_gc_collection_seconds_total", "Time taken by the collector.", collected()));
        return metrics;
    }

    private static double collected() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .filter(time -> time > 0)
                        .sum()
                / MILLIS;
    }
}

package org.voicemail4j.examples.server.bench;

import java.util.List;
import java.util.Locale;

/**
 * What a load showed.
 *
 * @param outcome the callers' side
 * @param found the spool's side
 * @param cpuSeconds what the server used meanwhile
 * @param samples second by second
 */
public record Verdict(Outcome outcome, Recordings.Found found, double cpuSeconds, List<Sample> samples) {

    public Verdict {
        samples = List.copyOf(samples);
    }

    /** Whether all calls went well and nothing was lost in either direction. */
    public boolean isGood() {
        return outcome.failures().isEmpty() && outcome.missed() == 0 && found.missing() == 0 && found.framesLost() == 0;
    }

    /** Processor seconds of the server for a second of one call. */
    public double cpuPerCallSecond() {
        return cpuSeconds / Math.max(1e-9, outcome.callSeconds());
    }

    /** Calls that would fill one core of the server. */
    public double callsPerCore() {
        return 1 / Math.max(1e-9, cpuPerCallSecond());
    }

    /** The lines that a terminal and the report show. */
    public List<String> lines() {
        Gaps gaps = outcome.gaps();
        return List.of(
                line("calls", "%d placed, %d failed, %.0f call-seconds", outcome.calls(), failed(), callSeconds()),
                line("server", "%.2f CPU-s, %.5f CPU-s per call-second", cpuSeconds, cpuPerCallSecond()),
                line("calls per core", "%.0f", callsPerCore()),
                line(
                        "recordings",
                        "%d missing, %d equal octet for octet, %d of %d frames lost",
                        found.missing(),
                        found.perfect(),
                        found.framesLost(),
                        found.frames()),
                line("heard", "%d packets, %d lost", outcome.heard(), outcome.missed()),
                line(
                        "off 20 ms by",
                        "p50 %.1f ms, p99 %.1f ms, at most %.1f ms (the generator itself was %.1f ms late at most)",
                        gaps.percentile(0.5),
                        gaps.percentile(0.99),
                        gaps.maximum(),
                        outcome.generatorLateMillis()));
    }

    private int failed() {
        return outcome.failures().size();
    }

    private double callSeconds() {
        return outcome.callSeconds();
    }

    private static String line(String what, String format, Object... values) {
        return String.format(Locale.ROOT, "%-15s ", what) + String.format(Locale.ROOT, format, values);
    }
}

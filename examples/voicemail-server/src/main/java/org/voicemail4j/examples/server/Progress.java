package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells step by step what a command is doing: seconds since its start, a bar, and what comes next. */
final class Progress {

    private final PrintWriter out;
    private final int steps;
    private final LongSupplier nanos;
    private final long start;
    private int step;

    Progress(PrintWriter out, int steps, LongSupplier nanos) {
        this.out = out;
        this.steps = steps;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    /** Begins the next step. */
    void step(String what) {
        step++;
        String bar = "#".repeat(step) + ".".repeat(Math.max(0, steps - step));
        print(String.format(Locale.ROOT, "%5.1f s [%s] %d/%d %s", seconds(), bar, step, steps, what));
    }

    /** Tells what came of the step. */
    void detail(String what) {
        print(" ".repeat(steps + 11) + what);
    }

    /** Tells something outside of the steps. */
    void print(String line) {
        out.println(line);
        out.flush();
    }

    double seconds() {
        return (nanos.getAsLong() - start) / (double) Duration.ofSeconds(1).toNanos();
    }
}

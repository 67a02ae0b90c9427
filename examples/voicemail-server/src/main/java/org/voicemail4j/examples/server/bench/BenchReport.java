package org.voicemail4j.examples.server.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A load's figures as one page that needs nothing else: text and two kinds of charts in SVG. */
public final class BenchReport {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 180;
    private static final int LEFT = 60;
    private static final int TOP = 12;
    private static final double[] EDGES = {0, 0.5, 1, 2, 5, 10, 20, 50, 1e9};

    private BenchReport() {}

    /** Writes the page. */
    public static String html(String title, Verdict verdict) {
        String figures = verdict.lines().stream().map(BenchReport::escape).collect(Collectors.joining("\n"));
        return String.format(
                Locale.ROOT,
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title><style>
                body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 46em; color: #222 }
                pre { background: #f4f4f2; padding: 1em; white-space: pre-wrap }
                h2 { font-size: 1em; margin: 2em 0 .3em }
                svg { width: 100%%; height: auto } text { font: 11px sans-serif; fill: #555 }
                .line { fill: none; stroke: #2166ac; stroke-width: 1.5 } .bar { fill: #2166ac } .axis { stroke: #bbb }
                </style></head><body>
                <h1>%1$s: %2$s</h1>
                <pre>%3$s</pre>
                %4$s%5$s%6$s%7$s
                </body></html>
                """,
                escape(title),
                verdict.isGood() ? "nothing lost" : "something was lost",
                figures,
                curve("Calls up", verdict.samples(), Sample::up),
                curve("Cores used by the server", verdict.samples(), Sample::cores),
                curve("Memory of the server, MiB", verdict.samples(), Sample::residentMebibytes),
                bars("Packets from the server, by how far they came from 20 ms after the one before", verdict));
    }

    private static String curve(String title, List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double most = samples.stream().mapToDouble(figure).max().orElse(0);
        double last = samples.stream().mapToDouble(Sample::second).max().orElse(1);
        String points = samples.stream()
                .map(sample -> number(LEFT + (WIDTH - LEFT) * sample.second() / last) + ","
                        + number(TOP + HEIGHT * (1 - figure.applyAsDouble(sample) / Math.max(1e-9, most))))
                .collect(Collectors.joining(" "));
        return chart(
                title,
                label(0, TOP + 8, number(most)) + label(0, TOP + HEIGHT, "0")
                        + label(LEFT, TOP + HEIGHT + 16, "0 s")
                        + label(WIDTH - 40, TOP + HEIGHT + 16, number(last) + " s")
                        + "<polyline class=\"line\" points=\"" + points + "\"/>");
    }

    /** The height of a bar is the logarithm of its count, or rare ones could not be seen. */
    private static String bars(String title, Verdict verdict) {
        Gaps gaps = verdict.outcome().gaps();
        StringBuilder inside = new StringBuilder();
        double full = Math.log10(Math.max(10, gaps.total()));
        int width = (WIDTH - LEFT) / (EDGES.length - 1);
        for (int i = 0; i + 1 < EDGES.length; i++) {
            long count = gaps.between(EDGES[i], EDGES[i + 1]);
            double height = count == 0 ? 0 : HEIGHT * Math.max(0.03, Math.log10(count) / full) * 0.9;
            int x = LEFT + i * width;
            inside.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>",
                    x + 4,
                    TOP + HEIGHT - height,
                    width - 8,
                    height));
            inside.append(label(x + 4, TOP + HEIGHT - (int) height - 3, Long.toString(count)));
            String range = i + 2 == EDGES.length
                    ? "from " + number(EDGES[i]) + " ms"
                    : number(EDGES[i]) + " to " + number(EDGES[i + 1]);
            inside.append(label(x + 4, TOP + HEIGHT + 16, range));
        }
        return chart(title, inside.toString());
    }

    private static String chart(String title, String inside) {
        return String.format(
                Locale.ROOT,
                "<h2>%s</h2><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\"><line class=\"axis\" x1=\"%d\""
                        + " y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%s</svg>%n",
                escape(title),
                WIDTH + 10,
                TOP + HEIGHT + 24,
                escape(title),
                LEFT,
                TOP + HEIGHT,
                WIDTH,
                TOP + HEIGHT,
                inside);
    }

    private static String label(int x, int y, String text) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>", x, y, escape(text));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

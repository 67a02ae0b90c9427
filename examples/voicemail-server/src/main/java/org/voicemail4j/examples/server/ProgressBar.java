package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.util.Locale;

/** Shows how far something is, in lines of their own so that a log can be read too. For many threads. */
final class ProgressBar {

    private static final int CELLS = 20;

    private final PrintWriter out;
    private final String what;
    private final long total;
    private long done;
    private int shown = -1;

    ProgressBar(PrintWriter out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
    }

    /** One more is done. */
    synchronized void step() {
        done++;
        show();
    }

    /** Shows where it begins. */
    synchronized void begin() {
        show();
    }

    private void show() {
        int cells = total == 0 ? CELLS : (int) Math.min(CELLS, done * CELLS / total);
        if (cells > shown) {
            shown = cells;
            out.println(String.format(
                    Locale.ROOT,
                    "%-7s [%s] %3d %%  %d of %d",
                    what,
                    "#".repeat(cells) + ".".repeat(CELLS - cells),
                    cells * 100 / CELLS,
                    done,
                    total));
            out.flush();
        }
    }
}

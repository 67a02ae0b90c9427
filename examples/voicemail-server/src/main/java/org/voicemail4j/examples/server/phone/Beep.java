package org.voicemail4j.examples.server.phone;

/** Recognises the beep after which a caller speaks: a single tone, the same for 200 ms, then something else or nothing. */
final class Beep {

    private static final int WINDOW = Speech.RATE_HZ / 10;
    private static final int HOP = WINDOW / 2;
    private static final int LOWEST_HZ = 350;
    private static final int HIGHEST_HZ = 2500;
    private static final int STEP_HZ = 3;
    private static final int SAME_HZ = 15;
    private static final int LONG = 3;
    private static final double PURE = 0.85;
    private static final double AUDIBLE = 300.0 * 300.0;

    private int looked;
    private int toneHz;
    private int alike;

    /**
     * Looks at what was heard since the last look.
     *
     * @param quiet whether nothing is heard at present: some send no packets then
     */
    boolean isOver(short[] heard, boolean quiet) {
        while (looked + WINDOW <= heard.length) {
            int hz = toneHz(heard, looked);
            looked += HOP;
            if (hz == 0 && alike >= LONG) {
                return true;
            }
            alike = hz == 0 ? 0 : Math.abs(hz - toneHz) <= SAME_HZ ? alike + 1 : 1;
            toneHz = hz;
        }
        return quiet && alike >= LONG;
    }

    /** The frequency that holds nearly all the power of a window, or 0 if none does. */
    private static int toneHz(short[] sound, int from) {
        double power = 0;
        for (int i = from; i < from + WINDOW; i++) {
            power += (double) sound[i] * sound[i];
        }
        if (power / WINDOW < AUDIBLE) {
            return 0;
        }
        int strongest = 0;
        double highest = 0;
        for (int hz = LOWEST_HZ; hz <= HIGHEST_HZ; hz += STEP_HZ) {
            double here = powerAt(hz, sound, from);
            if (here > highest) {
                highest = here;
                strongest = hz;
            }
        }
        return highest / power > PURE ? strongest : 0;
    }

    /** Goertzel's algorithm. */
    private static double powerAt(int hz, short[] sound, int from) {
        double factor = 2 * Math.cos(2 * Math.PI * hz / Speech.RATE_HZ);
        double last = 0;
        double before = 0;
        for (int i = from; i < from + WINDOW; i++) {
            double now = sound[i] + factor * last - before;
            before = last;
            last = now;
        }
        return (last * last + before * before - factor * last * before) * 2 / WINDOW;
    }
}

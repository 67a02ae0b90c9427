package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.Locale;

/** A call as text: a line for each prompt, {@code >} before what the caller does, {@code --} before what the call does. */
final class Transcript {

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final StringBuilder text = new StringBuilder();
    private int place;
    private boolean inKeys;

    void prompt(String name) {
        line(name);
    }

    void recording(Duration length) {
        line("<recording " + seconds(length) + ">");
    }

    /** A wait that nobody ended; short ones between prompts are not told. */
    void waited(Duration length) {
        if (length.compareTo(SHORTEST_WAIT) >= 0) {
            line("... " + seconds(length));
        }
    }

    void key(char symbol) {
        if (inKeys) {
            text.insert(text.length() - 1, symbol);
        } else {
            line("> " + symbol);
            inKeys = true;
        }
    }

    /** What comes from now on happens during a recording, whose length {@link #said} tells before it. */
    void holdBack() {
        place = text.length();
        inKeys = false;
    }

    void said(Duration length, Duration spoken) {
        if (!length.isZero()) {
            text.insert(place, "> (" + seconds(length) + " recorded, " + seconds(spoken) + " speech)\n");
        }
    }

    void hangUp() {
        line("> hangs up");
    }

    void call(String event) {
        line("-- " + event);
    }

    private void line(String line) {
        inKeys = false;
        text.append(line).append('\n');
    }

    private static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

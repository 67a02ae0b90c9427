package org.voicemail4j.examples.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged, from standard error, where the server's own settings have it; one at a time. */
final class CapturedLog implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    CapturedLog() {
        System.setErr(new PrintStream(octets, true, StandardCharsets.UTF_8));
    }

    /** The lines that have that text in them. */
    List<String> lines(String text) {
        return octets.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(text))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(octets.toString(StandardCharsets.UTF_8));
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Programs of others that a test talks to. Without one its test is skipped, or fails with {@code -Dpeers=required}. */
final class Peers {

    private Peers() {}

    static void need(String program) {
        if (Pattern.compile(":")
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
            return;
        }
        String missing = program + " is not installed; CONTRIBUTING.md says in which Debian package it is";
        if (System.getProperty("peers", "").equals("required")) {
            fail(missing);
        }
        abort(missing);
    }
}

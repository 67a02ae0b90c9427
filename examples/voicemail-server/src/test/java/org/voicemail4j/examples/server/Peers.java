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
        need(program, "sip-tester");
    }

    static void need(String program, String debianPackage) {
        if (Pattern.compile(":")
                .splitAsStream(System.getenv("PATH") + ":/usr/sbin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
            return;
        }
        String missing = program + " is not installed; Debian: apt-get install " + debianPackage;
        if (System.getProperty("peers", "").equals("required")) {
            fail(missing);
        }
        abort(missing);
    }
}

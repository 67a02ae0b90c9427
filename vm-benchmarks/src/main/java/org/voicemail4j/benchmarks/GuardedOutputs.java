package org.voicemail4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the guarded work makes of its material: lines of {@code work = outcome} in {@code guarded-outputs.txt}. */
final class GuardedOutputs {

    private GuardedOutputs() {}

    static Map<String, String> read() throws IOException {
        try (InputStream lines = GuardedOutputs.class.getResourceAsStream("/guarded-outputs.txt")) {
            return new String(Objects.requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(" = "))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(" = ")),
                            line -> line.substring(line.indexOf(" = ") + 3)));
        }
    }
}

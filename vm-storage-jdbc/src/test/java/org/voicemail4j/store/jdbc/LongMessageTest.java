package org.voicemail4j.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message of half an hour is stored and played by a process whose heap is 64 MB. */
class LongMessageTest {

    @TempDir
    Path folder;

    @Test
    void halfAnHourIsStoredAndPlayedUnderAHeapOf64Megabytes() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "native",
                Databases.POSTGRESQL.url(),
                "native",
                Databases.MARIADB.url(),
                "native",
                "jdbc:h2:file:" + folder.resolve("messages")));
        arguments.addAll(List.of("wav", table(Databases.POSTGRESQL, AsteriskSchemas.BYTEA)));
        arguments.addAll(
                List.of("wav", table(Databases.POSTGRESQL, "create extension lo", AsteriskSchemas.LARGE_OBJECT)));
        arguments.addAll(List.of("wav49", table(Databases.MARIADB, AsteriskSchemas.LONGBLOB)));
        assertThat(run(arguments))
                .containsExactly(
                        "native 28800000 same",
                        "native 28800000 same",
                        "native 28800000 same",
                        "wav 28800000 same",
                        "wav 28800000 same",
                        "wav49 2925000 same",
                        "exit 0");
    }

    private static String table(Databases database, String... schema) throws SQLException {
        String url = database.url();
        Databases.run(url, schema);
        return url;
    }

    private static List<String> run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LongMessageProcess.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader(UTF_8)) {
            List<String> lines = new ArrayList<>(output.lines().toList());
            lines.add("exit " + process.waitFor());
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}

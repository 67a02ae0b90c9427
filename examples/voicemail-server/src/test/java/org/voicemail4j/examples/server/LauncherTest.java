package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a folder of its own with a Java and a Maven that only tell how they were called. */
class LauncherTest {

    private static final String MAVEN = """
            #!/bin/sh
            echo "mvn $*" >>"%1$s/calls"
            mkdir -p "%2$s/target/lib"
            : >"%2$s/target/voicemail-server.jar"
            """;
    private static final String JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then
                echo 'openjdk version "%s" 2025-04-15' >&2
            else
                for argument in "$@"; do echo "[$argument]"; done
            fi
            """;

    @TempDir
    Path temporary;

    private Path root;
    private Path home;
    private Path script;
    private Path java;

    @BeforeEach
    void makeAClone() throws IOException {
        root = temporary.resolve("a clone");
        home = root.resolve("examples/voicemail-server");
        Files.createDirectories(home);
        script = home.resolve("voicemail");
        Files.copy(Path.of("voicemail"), script);
        runnable(script);
        source();
        java = temporary.resolve("a java");
        program(java.resolve("bin/java"), JAVA.formatted("17.0.15"));
        program(temporary.resolve("bin/mvn"), MAVEN.formatted(temporary, home));
    }

    @Test
    void buildsWhatIsMissingThenRunsItWithTheGivenArguments() throws Exception {
        Result result = run(script, "serve", "--store", "fs:/a b");

        assertThat(result.exit).as(result.text).isZero();
        assertThat(result.text)
                .contains("building")
                .contains("[-jar]\n[" + home + "/target/voicemail-server.jar]\n[serve]\n[--store]\n[fs:/a b]");
        assertThat(calls()).containsExactly("mvn -q -B -ntp -DskipTests -pl examples/voicemail-server -am package");
    }

    @Test
    void doesNotBuildTwice() throws Exception {
        run(script);

        assertThat(run(script).text).doesNotContain("building");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run(script);
        Files.setLastModifiedTime(source(), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(run(script).text).contains("building");
    }

    @Test
    void worksThroughASymbolicLinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("bin/voicemail"), script);

        assertThat(run(link).text).contains("[" + home.toRealPath() + "/target/voicemail-server.jar]");
    }

    @Test
    void refusesAnOldJava() throws Exception {
        for (String old : List.of("11.0.2", "1.8.0_392")) {
            program(java.resolve("bin/java"), JAVA.formatted(old));

            Result result = run(script);

            assertThat(result.exit).isEqualTo(1);
            assertThat(result.text).contains("Java 17 or newer is needed").contains(old);
        }
    }

    @Test
    void takesANewJava() throws Exception {
        for (String fresh : List.of("17", "21.0.1", "25-ea")) {
            program(java.resolve("bin/java"), JAVA.formatted(fresh));

            assertThat(run(script).exit).isZero();
        }
    }

    @Test
    void saysThatJavaHomeIsWrong() throws Exception {
        java = temporary.resolve("nowhere");

        Result result = run(script);

        assertThat(result.exit).isEqualTo(1);
        assertThat(result.text).contains("JAVA_HOME is '" + java + "'");
    }

    @Test
    void saysThatTheBuildFailed() throws Exception {
        program(temporary.resolve("bin/mvn"), "#!/bin/sh\necho broken\nexit 1\n");

        Result result = run(script);

        assertThat(result.exit).isEqualTo(1);
        assertThat(result.text).contains("broken").contains("the build failed");
    }

    private record Result(int exit, String text) {}

    private Result run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("PATH", temporary.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().remove("VOICEMAIL_JAVA_OPTS");
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), text);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(temporary.resolve("calls"));
    }

    private Path source() throws IOException {
        Path file = root.resolve("vm-core/src/main/java/A.java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        runnable(file);
    }

    private static void runnable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

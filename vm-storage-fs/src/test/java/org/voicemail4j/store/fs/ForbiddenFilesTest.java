package org.voicemail4j.store.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that the server's user may not read or change, as the {@code lost+found} of a disk. Root may read everything and
 * gives that up in a process of its own: needs Linux's {@code setpriv}.
 */
class ForbiddenFilesTest {

    private static final int NOBODY = 65534;

    @TempDir
    Path root;

    private final List<Path> forbidden = new ArrayList<>();

    @BeforeEach
    void forbid() throws IOException {
        for (String directory :
                List.of("lost+found", "default/0001/tmp", "journal~/lost+found", "journal~/default/0001/tmp")) {
            Path path = Files.createDirectories(root.resolve(directory));
            forbidden.add(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        }
    }

    @AfterEach
    void allow() throws IOException {
        for (Path path : forbidden) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private boolean isRoot() {
        return Files.isReadable(forbidden.get(0));
    }

    @Test
    void whatMayNotBeReadKeepsNobodyFromTheRest() throws IOException, InterruptedException {
        Path inbox = Files.createDirectories(root.resolve("default/1000/INBOX"));
        Path orphan = Files.createFile(inbox.resolve("msg0000.gsm"));
        if (isRoot()) {
            Files.setLastModifiedTime(orphan, FileTime.fromMillis(0));
            Files.setAttribute(orphan, "unix:uid", NOBODY);
        }
        assertThat(run())
                .containsExactly(
                        "recovered 0",
                        "mailboxes [0001@default, 1000@default]",
                        "left 1",
                        "unread 0",
                        "the root itself StoreException",
                        "exit 0");
        assertThat(DurableFiles.names(root.resolve("default/1000/tmp")))
                .singleElement()
                .asString()
                .endsWith("msg0000.gsm");
    }

    private List<String> run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "root without setpriv may read everything");
            command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ForbiddenFilesProcess.class.getName(),
                root.toString()));
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

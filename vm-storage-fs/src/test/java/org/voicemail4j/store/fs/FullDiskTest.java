package org.voicemail4j.store.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system of 200 kB or 2 MB, mounted in a name space of the process's own: needs Linux's {@code unshare}. */
class FullDiskTest {

    @TempDir
    Path root;

    @Test
    void aRecordingThatFillsTheDiskIsKeptAndTheNextOneRefused() throws IOException, InterruptedException {
        List<String> said = saidOnADiskOf("200k", "");
        assertThat(said)
                .containsExactly(
                        "first Opened",
                        "full",
                        "meanwhile Refused[reason=NO_SPACE]",
                        "kept true",
                        "afterwards Refused[reason=NO_SPACE]",
                        "listed full",
                        "deleted true",
                        "exit 0");
    }

    @Test
    void aRecordingThatFillsTheJournalsDiskIsCommittedAndDelivered() throws IOException, InterruptedException {
        List<String> said = saidOnADiskOf("2m", "journal");
        assertThat(said).containsExactly("full", "journaled true", "exit 0");
    }

    @Test
    void whatTellsOfAMessageThatFillsTheDiskIsSentAtOnceOrOnceThereIsRoom() throws IOException, InterruptedException {
        List<String> said = saidOnADiskOf("200k", "mail");
        assertThat(said)
                .containsExactly(
                        "full",
                        "kept true, to be sent true",
                        "sent",
                        "full",
                        "kept true, to be sent false",
                        "sent",
                        "exit 0");
    }

    @Test
    void aDiskIsFullInWhateverLanguageTheSystemSaysSo() throws IOException, InterruptedException {
        List<String> said = saidOnADiskOf("200k", "words");
        assertThat(said)
                .containsExactly(
                        "with room in English: true",
                        "with room in German: false",
                        "with room in Japanese: false",
                        "without in English: true",
                        "without in German: true",
                        "without in Japanese: true",
                        "without, in a folder to be made: true",
                        "with room again in German: false",
                        "exit 0");
    }

    /** What a process says that does this there. */
    private List<String> saidOnADiskOf(String size, String what) throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o size=" + size + " tmpfs \"$0\"";
        assumeTrue(run(mount).contains("exit 0"), "this system lets nobody mount a small file system");
        return run(mount + " && exec \"$1\" -Xmx64m -cp \"$2\" " + FullDiskProcess.class.getName() + " \"$0\" " + what);
    }

    private List<String> run(String script) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        script,
                        root.toString(),
                        java,
                        System.getProperty("java.class.path"))
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

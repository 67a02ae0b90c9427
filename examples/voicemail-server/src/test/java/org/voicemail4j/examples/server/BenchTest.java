package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.bench.Recordings;
import org.voicemail4j.examples.server.phone.Speech;

/** The load generator, with a small load. */
class BenchTest {

    @TempDir
    Path folder;

    @Test
    void aSmallLoadLosesNothingAndIsReported() throws Exception {
        Path report = folder.resolve("report.html");
        StringWriter out = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out))
                .execute("bench", "--calls=5", "--seconds=1", "--greeting=1", "--warm=0", "--report=" + report);

        assertThat(out.toString())
                .contains("5 placed, 0 failed", "0 missing, 5 equal octet for octet, 0 of", "nothing was lost")
                .containsPattern("calls per core +[0-9]+");
        assertThat(exit).isZero();
        assertThat(Files.readString(report))
                .contains("<svg", "Calls up", "nothing lost", "</html>")
                .doesNotContain("http");
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("bench", "--calls=0"))
                .isEqualTo(2);
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("bench", "--format=gsm"))
                .isEqualTo(2);
    }

    /** The judge itself: whole, without a frame, without anything, twice. */
    @Test
    void aFrameThatIsMissingIsSeen() throws Exception {
        short[] said = Speech.say(2, 1);
        store("1", 0, said);
        store("2", 0, Arrays.copyOf(said, 3200), Arrays.copyOfRange(said, 3360, said.length));
        store("4", 0, said);
        store("4", 1, said);

        Recordings.Found found = new Recordings(folder, said).compare(List.of("1", "2", "3", "4"));

        assertThat(found).isEqualTo(new Recordings.Found(2, 1, 1, 2L * (said.length / 160)));
    }

    private void store(String mailbox, int number, short[]... pieces) throws Exception {
        short[] all =
                new short[Arrays.stream(pieces).mapToInt(piece -> piece.length).sum() + 800];
        int at = 800; // a tenth of a second of silence before it
        for (short[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        Path inbox = Files.createDirectories(
                folder.resolve("default").resolve(mailbox).resolve("INBOX"));
        Spool.write(inbox.resolve("msg000" + number + ".wav"), all);
    }
}

package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.prompt.PromptTexts;
import org.voicemail4j.message.Folder;
import org.voicemail4j.store.fs.FileMessageStore;
import picocli.CommandLine;

/** The menus at a terminal, by a pipe and by a text of keys. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SimulateTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aMessageIsLeftHeardAndDeletedByKeysInAText() {
        assertThat(run("1000", "*981000", "--keys", "# sss # 2. 4 1 | 4711# 1. 7 #"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("= calling 1000")
                .containsPattern("vm-theperson +The person")
                .contains("> #\n  beep\n  (recording begins)\n> #\n  (recorded)             3.0 s\n")
                .contains("> 4\n  vm-marked-urgent")
                .contains("vm-msgsaved")
                .contains("= Deposited[")
                .contains("= calling *981000")
                .containsPattern("vm-password +Password")
                .contains("  (message)              0.0 s of 3.0 s\n")
                .contains("> 7\n  vm-deleted")
                .endsWith("= Retrieved[mailbox=1000@default]\n");
    }

    @Test
    void whatWasLeftIsGoneWhenTheProcessIsEnded() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Process simulate = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "simulate",
                        "1000")
                .redirectErrorStream(true)
                .start();
        try (InputStream screen = simulate.getInputStream()) {
            readTo(screen, new StringBuilder(), "= calling 1000");
            assertThat(temporary).isNotEmptyDirectory();
            simulate.destroy();
            simulate.waitFor();
        } finally {
            simulate.destroyForcibly();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void theEndOfTheKeysIsAHangUpAndKeepsWhatWasSaid() throws IOException {
        assertThat(run("2000", "--from", "1000", "--keys", "ss", "--store", "fs:" + folder, "--mailboxes", conf()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("(recorded)             2.0 s").contains("> hangs up");
        try (FileMessageStore store = FileMessageStore.in(folder)) {
            assertThat(store.list(MailboxId.parse("2000"), Folder.INBOX)).hasSize(1);
        }
    }

    @Test
    void menusAreHeardInAnotherLanguageAndMissingSoundIsTold() throws IOException {
        Files.createDirectories(folder.resolve("sounds"));

        assertThat(run(
                        "*98",
                        "--language",
                        "de",
                        "--sounds",
                        folder.resolve("sounds").toString(),
                        "--keys",
                        "h"))
                .isZero();

        assertThat(out.toString())
                .contains(PromptTexts.find(Locale.GERMAN)
                        .orElseThrow()
                        .text("vm-login")
                        .orElseThrow());
    }

    @Test
    void aNameLeadsToItsOwner() {
        assertThat(run("*411", "--keys", "696 . 1")).isZero();

        assertThat(out.toString()).contains("dir-usingkeypad").contains("= sent on to ");
    }

    @Test
    void aNumberThatNobodyHasIsAMistakeOfTheCommandLine() {
        assertThat(run("no/such", "--keys", "h")).isEqualTo(2);

        assertThat(err.toString()).contains("nothing has the number no/such");
    }

    /** As somebody sits there: a pseudo terminal, keys one by one when they are asked for. */
    @Test
    void atATerminalKeysCountAsTheyArePressedAndTheTerminalIsLeftAsItWas() throws Exception {
        Peers.need("script");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String simulate = "stty -a >" + folder.resolve("before") + "; " + java + " -cp '"
                + System.getProperty("java.class.path") + "' " + Main.class.getName()
                + " simulate --speed 10 '*981000'; stty -a >" + folder.resolve("after");
        Process terminal = new ProcessBuilder("script", "-qec", simulate, "/dev/null")
                .redirectErrorStream(true)
                .start();
        try (OutputStream keys = terminal.getOutputStream();
                InputStream screen = terminal.getInputStream()) {
            StringBuilder seen = new StringBuilder();
            type(keys, screen, seen, "vm-password", "4711#");
            type(keys, screen, seen, "vm-helpexit", "0");
            type(keys, screen, seen, "vm-options", "*");
            type(keys, screen, seen, "vm-helpexit", "h");
            readTo(screen, seen, "= Retrieved");
            assertThat(terminal.waitFor()).isZero();
            assertThat(seen).contains("> 0").contains("> hangs up");
        } finally {
            terminal.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("after"))).isEqualTo(Files.readString(folder.resolve("before")));
    }

    private static void type(OutputStream keys, InputStream screen, StringBuilder seen, String prompt, String typed)
            throws IOException {
        readTo(screen, seen, prompt);
        keys.write(typed.getBytes(UTF_8));
        keys.flush();
    }

    /** Reads on until something new contains that. */
    private static void readTo(InputStream screen, StringBuilder seen, String wanted) throws IOException {
        int from = seen.length();
        while (seen.indexOf(wanted, from) < 0) {
            int read = screen.read();
            assertThat(read).as(seen.toString()).isNotNegative();
            seen.append((char) read);
        }
    }

    private String conf() throws IOException {
        return Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF)
                .toString();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate"));
        all.addAll(List.of(arguments));
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(all.toArray(String[]::new));
    }
}

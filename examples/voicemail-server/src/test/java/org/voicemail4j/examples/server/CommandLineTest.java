package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.fs.FileCredentialStore;
import picocli.CommandLine;

class CommandLineTest {

    private static final String ENVELOPE = """
            ;
            ; Message Information file
            ;
            [message]
            origmailbox=1000
            context=macro-stdexten
            macrocontext=
            exten=1000
            rdnis=unknown
            priority=1
            callerchan=SIP/1-1
            callerid="Bob \u00e9" <5551234>
            origdate=Sat Nov 21 10:00:05 PM UTC 2026
            origtime=1795298405
            category=
            msg_id=1795298405-00000001
            flag=
            duration=65
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path conf;

    @BeforeEach
    void aSpool() throws IOException {
        conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        Path inbox = Files.createDirectories(folder.resolve("spool/default/1000/INBOX"));
        Files.writeString(inbox.resolve("msg0000.txt"), ENVELOPE);
        Spool.write(inbox.resolve("msg0000.wav"), new short[65 * 8000]);
    }

    @Test
    void usersShowsWhoHasHowManyMessages() {
        assertThat(run("users", "--store", store(), "--mailboxes", conf.toString()))
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                MAILBOX       NAME       MAIL  NEW  URGENT  OLD  FAILED
                1000@default  Ann Owner        1    0       0    0
                2000@default  Ben Owner        0    0       0    0
                """);
    }

    @Test
    void usersShowsOwnersWithoutAMailAccountWithoutCounts() {
        assertThat(run(
                        "users",
                        "--store",
                        "imap:127.0.0.1:1",
                        "--journal",
                        folder.toString(),
                        "--mailboxes",
                        conf.toString()))
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                MAILBOX       NAME       MAIL  NEW  URGENT  OLD  FAILED
                1000@default  Ann Owner        -    -       -    0
                2000@default  Ben Owner        -    -       -    0
                """);
    }

    @Test
    void whatIsWrongWithACommandLineStandsLastInAFewLines() {
        assertThat(run("users", "--mailboxs", "good.conf", "@nofile.args")).isEqualTo(2);
        assertThat(err.toString().lines().toList())
                .hasSizeLessThan(6)
                .contains("See 'voicemail users --help'.", "Unknown: --mailboxs", "There is no file nofile.args");
        assertThat(err.toString().strip().lines().reduce("", (before, line) -> line))
                .startsWith("voicemail: ")
                .contains("--mailboxes");
    }

    @Test
    void whereThereIsNoStoreNoneIsMade() {
        String nowhere = folder.resolve("nowhere").toString();
        for (String store : List.of("fs:" + nowhere, "jdbc:h2:file:" + nowhere)) {
            assertThat(run("users", "--store", store, "--mailboxes", conf.toString()))
                    .isEqualTo(2);
            assertThat(run("messages", "1000", "--store", store, "--mailboxes", conf.toString()))
                    .isEqualTo(2);
            assertThat(run(
                            "greeting",
                            "1000",
                            "busy",
                            folder.resolve("spool/default/1000/INBOX/msg0000.wav")
                                    .toString(),
                            "--store",
                            store,
                            "--mailboxes",
                            conf.toString()))
                    .isEqualTo(2);
        }
        assertThat(err.toString())
                .contains("--store: there is no folder " + nowhere, "--store: there is no database " + nowhere);
        assertThat(folder).isDirectoryNotContaining("glob:**nowhere*");
    }

    @Test
    void usersUnlocksAMailbox() {
        MailboxId ann = MailboxId.parse("1000");
        try (FileCredentialStore credentials = FileCredentialStore.in(folder.resolve("spool"))) {
            credentials.recordFailure(ann, Instant.EPOCH);
            assertThat(run("users", "--unlock", "1000", "--store", store(), "--mailboxes", conf.toString()))
                    .isZero();
            assertThat(credentials.failures(ann).count()).isZero();
        }
        assertThat(run("users", "--unlock", "9999", "--store", store(), "--mailboxes", conf.toString()))
                .isNotZero();
        assertThat(err.toString()).contains("there is no mailbox 9999@default");
    }

    @Test
    void messagesShowsEachMessage() {
        assertThat(run("messages", "1000@default", "--store", store(), "--mailboxes", conf.toString()))
                .isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                FOLDER  MESSAGE              CALLER           TIME                 LENGTH
                INBOX   1795298405-00000001  Bob \u00e9 <5551234>  2026-11-21 22:00:05  1:05
                """);
    }

    @Test
    void promptsListShowsWhatIsSaid() {
        assertThat(run("prompts", "list", "--language", "fr_CA")).isZero();

        assertThat(out.toString()).contains("digits/71 = soixante et onze", "vm-password = Code ?");
    }

    @Test
    void promptsCheckFindsWhatAFolderLacks() throws IOException {
        Spool.write(Files.createDirectories(folder.resolve("de")).resolve("vm-intro.wav"), new short[8000]);

        assertThat(run("prompts", "check", folder.toString(), "--language", "de"))
                .isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("vm-intro +quiet +peak -99")
                .containsPattern("vm-goodbye +missing")
                .containsPattern("(?m)^[0-9]+ prompts, [0-9]+ missing, 1 quiet$");
        assertThat(run("prompts", "check", folder.toString(), "--language", "de", "--allow-missing"))
                .isEqualTo(1);
        Files.delete(folder.resolve("de/vm-intro.wav"));
        assertThat(run("prompts", "check", folder.toString(), "--language", "de", "--allow-missing"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx", "ja", ""})
    void aLanguageThatIsNotSpokenIsRefused(String language) {
        assertThat(run("prompts", "list", "--language", language)).isEqualTo(2);
        assertThat(run("prompts", "check", folder.toString(), "--language", language))
                .isEqualTo(2);
        assertThat(serve("--sip", "udp:127.0.0.1:0", "--language", language)).isEqualTo(2);

        assertThat(err.toString()).contains("no grammar for").contains("de, en, es, fr");
    }

    @Test
    void messagesOfAMailboxThatIsNotThere() {
        assertThat(run("messages", "7", "--store", store(), "--mailboxes", conf.toString()))
                .isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo("voicemail: there is no mailbox 7@default in " + conf + System.lineSeparator());
    }

    @Test
    void aMistakeInTheMailboxesIsToldWithFileAndLine() throws IOException {
        Files.writeString(conf, "[general]\nmaxmsg = lots\n[default]\n1000 => 1\n");

        assertThat(serve("--sip", "udp:127.0.0.1:0")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("voicemail: " + conf + ":2: maxmsg")
                .hasLineCount(1);
    }

    @Test
    void mailboxesThatAreNotThere() throws IOException {
        Files.delete(conf);

        assertThat(serve("--sip", "udp:127.0.0.1:0")).isEqualTo(2);

        assertThat(err.toString()).contains(conf.toString()).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--sip, sctp:127.0.0.1:5060",
        "--sip, 5060",
        "--sip, udp:127.0.0.1:99999",
        "--sip, udp:0.0.0.0:0",
        "--trusted, 300.0.0.0/8",
        "--proxy, http://x",
        "--sounds, /nonexistent/sounds",
        "--max-calls, 0",
        "--drain, -1"
    })
    void aSettingThatCannotBeUsedIsToldInOneLine(String option, String value) {
        assertThat(serve("--sip", "udp:127.0.0.1:0", option, value)).isEqualTo(2);

        assertThat(err.toString())
                .contains(value.replace("udp:0.0.0.0:0", "advertise"))
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20000", "30000-20000", "0-10", "1-70000", "a-b"})
    void aRangeOfPortsIsChecked(String range) {
        assertThat(serve("--sip", "udp:127.0.0.1:0", "--rtp-ports", range)).isEqualTo(2);
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : new String[] {"demo", "serve", "users", "messages"}) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(err.toString()).isEmpty();
    }

    private int serve(String... more) {
        String[] arguments = new String[more.length + 5];
        arguments[0] = "serve";
        arguments[1] = "--store";
        arguments[2] = store();
        arguments[3] = "--mailboxes";
        arguments[4] = conf.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private String store() {
        return "fs:" + folder.resolve("spool");
    }
}

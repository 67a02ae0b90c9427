package org.voicemail4j.mail.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.hook.ChangeCommand;
import org.voicemail4j.mail.hook.PinPrograms;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.testkit.InMemoryMessageStore;

class ProgramTest {

    private static final MailboxId ANNA = new MailboxId("default", "1000");

    @TempDir
    Path folder;

    /** A shell script of its own, which gets the arguments as they are. */
    private static Program script(String text, Duration patience) {
        return new Program(List.of("/bin/sh", "-c", text, "script"), patience);
    }

    private static Program script(String text) {
        return script(text, Duration.ofSeconds(30));
    }

    /** Writes its arguments, each in brackets, to a file. */
    private Program recorder(String more) {
        return script(
                "for a in \"$@\"; do printf '[%s]' \"$a\"; done > '" + folder.resolve("arguments") + "'\n" + more);
    }

    private String arguments() throws IOException {
        return Files.readString(folder.resolve("arguments"));
    }

    @Test
    void argumentsAreArgumentsWhateverTheyHold() throws IOException {
        List<String> nasty = List.of("; touch x", "$(id)", "`id`", "a b", "\"'\\", "| cat", "> y", "", "\n");
        assertThat(recorder("").with(nasty).run().exit()).isZero();
        assertThat(arguments()).isEqualTo("[; touch x][$(id)][`id`][a b][\"'\\][| cat][> y][][\n]");
        assertThat(Path.of("x")).doesNotExist();
    }

    @Test
    void linesOfAConfigurationAreSplitAtBlanksAndQuotes() {
        assertThat(Program.parse("/usr/sbin/sendmail  -t \"a b\" 'c \"d' $HOME;ls", Duration.ofSeconds(1))
                        .command())
                .containsExactly("/usr/sbin/sendmail", "-t", "a b", "c \"d", "$HOME;ls");
        assertThatThrownBy(() -> Program.parse("  ", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itReadsWhatItIsGivenAndSeesNoEnvironment() {
        Program program = script("cat; env | cut -d= -f1 | grep -vE '^(_|PWD|OLDPWD|SHLVL)$'");
        assertThat(program.run("hello\n".getBytes(UTF_8)).output()).isEqualTo("hello\nPATH\n");
    }

    @Test
    void itsOutputIsBoundedAndItsTimeToo() {
        assertThat(script("yes | head -c 1000000").run().output()).hasSize(4096);
        assertThatThrownBy(
                        () -> script("sleep 600 & wait", Duration.ofMillis(300)).run())
                .isInstanceOf(VoicemailException.class)
                .hasMessageContaining("killed");
        assertThatThrownBy(() -> new Program(List.of("/no/such/program"), Duration.ofSeconds(1)).run())
                .isInstanceOf(VoicemailException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void externnotifyIsToldContextMailboxAndCounts() throws IOException {
        ChangeCommand command = new ChangeCommand(recorder(""), new InMemoryMessageStore());
        command.on(new VoicemailEvent.LoggedIn(ANNA));
        assertThat(folder.resolve("arguments")).doesNotExist();
        command.run(ANNA);
        assertThat(arguments()).isEqualTo("[default][1000][0][0][0]");
    }

    @Test
    void pinProgramsDecideAndFailClosed() throws IOException {
        assertThat(checking(recorder("echo VALID")).admits(ANNA, "4711")).isTrue();
        assertThat(arguments()).isEqualTo("[1000][default][][4711]");
        Program missing = new Program(List.of("/no/such/program"), Duration.ofSeconds(1));
        for (Program refusing : List.of(script("echo INVALID"), missing, script("sleep 600", Duration.ofMillis(100)))) {
            assertThat(checking(refusing).admits(ANNA, "4711")).isFalse();
        }
        assertThat(new PinPrograms(Optional.empty(), Optional.of(script("exit 1")), Optional.empty())
                        .admits(ANNA, "4711"))
                .isFalse();
        new PinPrograms(Optional.empty(), Optional.empty(), Optional.of(recorder(""))).changed(ANNA, "0815");
        assertThat(arguments()).isEqualTo("[default][1000][0815]");
    }

    private static PinPrograms checking(Program program) {
        return new PinPrograms(Optional.of(program), Optional.empty(), Optional.empty());
    }
}

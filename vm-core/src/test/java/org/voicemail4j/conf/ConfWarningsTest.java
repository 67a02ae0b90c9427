package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is passed over is said, with file and line. */
class ConfWarningsTest {

    @TempDir
    Path folder;

    @Test
    void everyDoubtfulLineIsNamed() throws IOException {
        Path file = Samples.resource("doubtful.conf");
        List<String> found = VoicemailConf.read(file, Samples.BASE).warnings().stream()
                .map(warning -> warning.toString().replace(file.toString(), "doubtful.conf"))
                .toList();
        assertThat(found).containsExactlyElementsOf(Files.readAllLines(Samples.resource("doubtful.warnings")));
    }

    @Test
    void whatIsLeftOfADoubtfulFileHolds() {
        VoicemailConf conf = VoicemailConf.read(Samples.resource("doubtful.conf"), Samples.BASE);
        assertThat(conf.policy().maxMessages()).isEqualTo(10);
        assertThat(conf.policy().sayEnvelope()).isFalse();
        assertThat(conf.policy().zone()).isEqualTo(Samples.BASE.zone());
        assertThat(conf.subscribers())
                .extracting(subscriber -> subscriber.mailbox().number())
                .containsExactly("1000", "1001", "1002", "1003", "1004", "AbC");
        assertThat(Samples.mailbox(conf, "1000").fullName()).isEqualTo("First");
        assertThat(Samples.mailbox(conf, "2000").mailbox().number()).isEqualTo("1003");
    }

    @Test
    void aSectionThatIsNamedAndNotThereOrThereForNobodyIsToldOf() {
        VoicemailConf conf = Samples.read(
                folder,
                "[general]\naliasescontext=alias\nlistscontext=lists\n[general@Sales]\nmaxmsg=5\n[general@slaes]\nmaxmsg=0\n"
                        + "[sales]\n1000 => 4711,A\n[lists]\n900 => 1000@sales\n");
        assertThat(conf.warnings())
                .extracting(warning -> warning.line() + " " + warning.problem())
                .containsExactly(
                        "2 aliasescontext names a section that is not there: 'alias'",
                        "7 [general@slaes]: no mailbox of such a context is in this file");
    }

    @Test
    void optionsPartedByCommasAreToldOf() {
        VoicemailConf conf = Samples.read(
                folder,
                "[default]\n1000 => 1,A,,,attach=yes,review=yes\n1001 => 1,B,,,attach=yes|emailsubject=One, two|review=yes\n");
        assertThat(conf.warnings())
                .extracting(warning -> warning.line() + " " + warning.problem())
                .containsExactly(
                        "2 options are parted by '|'; what stands behind a comma belongs to the one before it");
    }

    @Test
    void aFileThatIsWrongInEveryLineDoesNotFillTheLog() {
        VoicemailConf conf = Samples.read(folder, "[general]\n" + "nonsense\n".repeat(5000));
        assertThat(conf.warnings()).hasSize(Warnings.MOST + 1);
        assertThat(conf.warnings().get(Warnings.MOST).toString())
                .endsWith("voicemail.conf: 4000 more warnings are not shown");
    }

    @Test
    void anOptionOfAsterisksOnWhichNothingActsIsToldOfOnce() {
        VoicemailConf conf = Samples.read(
                folder,
                "[general]\nexitcontext=vm-exit\npollmailboxes=yes\n[general@default]\nattachextrecs=yes\n[default]\n"
                        + "1000 => 1,A,,,exitcontext=mine\n1001 => 1,B,,,exitcontext=other\n");
        assertThat(conf.warnings())
                .extracting(warning -> warning.line() + " " + warning.problem())
                .containsExactly(
                        "2 option exitcontext does nothing here, wherever it stands: where 0 and star lead, operator and"
                                + " exitkeys say",
                        "5 option attachextrecs does nothing here, wherever it stands: recordings of others are not mailed");
    }

    @Test
    void noWarningShowsAPassword() {
        VoicemailConf conf = Samples.read(folder, "[default]\n1000 => secret%word,A\n1000 => other%word\n");
        assertThat(conf.warnings())
                .hasSize(2)
                .noneMatch(warning -> warning.toString().contains("%word"));
    }
}

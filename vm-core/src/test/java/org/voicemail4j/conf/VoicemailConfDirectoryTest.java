package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;

class VoicemailConfDirectoryTest {

    private static final String TWO_CONTEXTS = """
            [default]
            1000 => 1,Ada
            ABC => 1,Letters
            [Branch]
            2000 => 1,Bob
            1000 => 1,Carol
            """;

    @TempDir
    Path folder;

    private VoicemailConfDirectory directory(String text) {
        return new VoicemailConfDirectory(Samples.write(folder, "voicemail.conf", text), Samples.BASE);
    }

    private static Optional<String> found(VoicemailConfDirectory directory, String id) {
        return directory.find(MailboxId.parse(id)).map(Subscriber::mailbox).map(MailboxId::toString);
    }

    @Test
    void caseDoesNotMatter() {
        VoicemailConfDirectory directory = directory(TWO_CONTEXTS);
        assertThat(found(directory, "ABC")).contains("ABC@default");
        assertThat(found(directory, "abc@DEFAULT")).contains("ABC@default");
        assertThat(found(directory, "1000@branch")).contains("1000@Branch");
        assertThat(found(directory, "abcd")).isEmpty();
    }

    @Test
    void aNumberIsLookedForInItsContextAlone() {
        assertThat(found(directory(TWO_CONTEXTS), "2000")).isEmpty();
    }

    @Test
    void withSearchcontextsANumberIsLookedForEverywhere() {
        VoicemailConfDirectory directory = directory("[general]\nsearchcontexts=yes\n" + TWO_CONTEXTS);
        assertThat(found(directory, "2000")).contains("2000@Branch");
        assertThat(found(directory, "1000")).contains("1000@default");
        assertThat(found(directory, "2000@elsewhere")).isEmpty();
        assertThat(directory.conf().warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem())
                        .isEqualTo("there is a mailbox 1000@default already; 1000@Branch is passed over"));
    }

    @Test
    void reloadTakesUpWhatChanged() {
        VoicemailConfDirectory directory = directory(TWO_CONTEXTS);
        Samples.write(folder, "voicemail.conf", "[default]\n3000 => 1,New\n");
        assertThat(found(directory, "3000")).isEmpty();
        directory.reload();
        assertThat(found(directory, "3000")).contains("3000@default");
        assertThat(found(directory, "1000")).isEmpty();
        assertThat(directory.list()).hasSize(1);
    }

    @Test
    void aHostMaySayItselfWhatBecomesOfWarnings() {
        Path file = Samples.write(folder, "voicemail.conf", "[general]\nmaxmsgs=9\n");
        List<List<ConfWarning>> told = new ArrayList<>();
        VoicemailConfDirectory directory =
                VoicemailConfDirectory.telling(() -> VoicemailConf.read(file), conf -> told.add(conf.warnings()));
        Samples.write(folder, "voicemail.conf", "[general]\nmaxmsg=9\n");

        directory.reload();

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).singleElement().asString().contains("maxmsgs");
        assertThat(told.get(1)).isEmpty();
    }

    @Test
    void reloadOfABrokenFileKeepsTheOldSettings() {
        VoicemailConfDirectory directory = directory(TWO_CONTEXTS);
        VoicemailConf before = directory.conf();
        Samples.write(folder, "voicemail.conf", "[general]\nmaxmsg=all\n");
        assertThatThrownBy(directory::reload).isInstanceOf(ConfException.class);
        assertThat(directory.conf()).isSameAs(before);
        assertThat(found(directory, "1000")).contains("1000@default");
    }

    @Test
    void aHundredThousandMailboxesAreRead() {
        StringBuilder text = new StringBuilder("[general]\nmaxmsg=50\n[default]\n");
        for (int i = 0; i < 100_000; i++) {
            text.append(1_000_000 + i).append(" => 1234,Owner ").append(i).append(",o@example.org,,tz=Europe/Paris\n");
        }
        VoicemailConfDirectory directory = directory(text.toString());
        assertThat(directory.list()).hasSize(100_000);
        assertThat(directory.conf().warnings()).isEmpty();
        assertThat(directory.list().map(Subscriber::policy).distinct()).hasSize(1);
    }
}

package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The syntax below the options: comments, escapes, sections, templates, includes, characters. */
class ConfSyntaxTest {

    @TempDir
    Path folder;

    private String mailcmd(String text) {
        VoicemailConf conf = Samples.read(folder, "[general]\n" + text);
        return conf.general("mailcmd").orElse("missing");
    }

    private static List<String> numbers(VoicemailConf conf) {
        return conf.subscribers().stream()
                .map(subscriber -> subscriber.mailbox().number())
                .toList();
    }

    private String nameOf1000(String text) {
        return Samples.mailbox(Samples.read(folder, text), "1000").fullName();
    }

    @Test
    void bothWaysToWriteAnEqualsSignAreTheSame() {
        assertThat(mailcmd("mailcmd = a")).isEqualTo("a");
        assertThat(mailcmd("mailcmd=>a")).isEqualTo("a");
        assertThat(mailcmd("\tMailCmd\t=>\ta = b ")).isEqualTo("a = b");
        assertThat(mailcmd("mailcmd =")).isEmpty();
    }

    @Test
    void aSemicolonBeginsACommentUnlessItIsEscaped() {
        assertThat(mailcmd("mailcmd = a ; b")).isEqualTo("a");
        assertThat(mailcmd("mailcmd = a\\; b ; c")).isEqualTo("a; b");
        assertThat(mailcmd("; mailcmd = a")).isEqualTo("missing");
        assertThat(mailcmd("mailcmd = a --; b")).isEqualTo("a --");
        assertThat(mailcmd("mailcmd = a ;--- b")).isEqualTo("a");
    }

    @Test
    void blockCommentsNestAndSpanLines() {
        assertThat(mailcmd("mailcmd = a;-- b --; c")).isEqualTo("a c");
        assertThat(mailcmd(";--\nmailcmd = a\n;-- in --;\nmailcmd = b ; still in\n--; mailcmd = c"))
                .isEqualTo("c");
        assertThat(mailcmd(";--; mailcmd = a")).isEqualTo("missing");
    }

    @Test
    void aNameMayBeginWithAnEscapedCharacter() {
        assertThat(nameOf1000("[default]\n\\1000 = 1,Escaped")).isEqualTo("Escaped");
    }

    @Test
    void plusAppendsToTheLastOfThatName() {
        assertThat(mailcmd("mailcmd = a\ncharset = UTF-8\nmailcmd += b")).isEqualTo("a b");
        assertThat(mailcmd("mailcmd += b")).isEqualTo("b");
    }

    @Test
    void sectionsOfOneNameAreOne() {
        VoicemailConf conf = Samples.read(
                folder,
                "[General]\nmaxmsg=5\n[default]\n1 => 1\n[general]\nmaxsecs=9\n[default](+)\n2 => 2\n[DEFAULT]\n3 => 3");
        assertThat(conf.policy().maxMessages()).isEqualTo(5);
        assertThat(conf.policy().longestMessage()).hasSeconds(9);
        assertThat(conf.subscribers()).hasSize(3);
    }

    @Test
    void whatASectionSaysItselfComesBeforeItsTemplates() {
        VoicemailConf conf = Samples.read(folder, """
                [a](!)
                maxmsg = 1
                maxsecs = 1
                minsecs = 1
                [b](!,a)
                maxsecs = 2
                minsecs = 2
                [general](a, b)
                minsecs = 3
                """);
        assertThat(conf.policy().maxMessages()).isEqualTo(1);
        assertThat(conf.policy().longestMessage()).hasSeconds(2);
        assertThat(conf.policy().shortestMessage()).hasSeconds(3);
        assertThat(conf.warnings()).isEmpty();
    }

    @Test
    void aMailboxOfATemplateCanBeReplaced() {
        assertThat(nameOf1000("[t](!)\n1000 => 1,Inherited\n[default](t)\n1000 => 1,Own"))
                .isEqualTo("Own");
    }

    @Test
    void anIncludedFileStartsInTheSectionAndTheSectionGoesOn() {
        Samples.write(folder, "in.conf", "1000 => 1,Included\n[elsewhere]\n1001 => 1\n");
        VoicemailConf conf = Samples.read(folder, "[default]\n#include in.conf\n1002 => 1\n");
        assertThat(conf.subscribers())
                .extracting(subscriber -> subscriber.mailbox().toString())
                .containsExactly("1000@default", "1002@default", "1001@elsewhere");
    }

    @Test
    void aPatternIncludesFilesInTheOrderOfTheirNames() throws IOException {
        Files.createDirectory(folder.resolve("boxes.d"));
        Files.createDirectory(folder.resolve("boxes.d/more.conf"));
        Samples.write(folder, "boxes.d/b.conf", "1000 => 1,Last\n");
        Samples.write(folder, "boxes.d/a.conf", "1000 => 1,First\n1001 => 1\n");
        Samples.write(folder, "boxes.d/c.txt", "1002 => 1\n");
        VoicemailConf conf = Samples.read(
                folder, "[default]\n#include \"boxes.d/*.conf\"\n#tryinclude none-*.conf\n#tryinclude gone/*.conf\n");
        assertThat(numbers(conf)).containsExactlyInAnyOrder("1000", "1001");
    }

    @Test
    void aPatternThatNothingMatchesIsAnErrorUnlessItMayBeMissing() {
        assertThatThrownBy(() -> Samples.read(folder, "[default]\n#include \"none-*.conf\"\n"))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("none-*.conf");
        assertThatThrownBy(() -> Samples.read(folder, "[default]\n#tryinclude \"*/a.conf\"\n"))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("folders");
    }

    @Test
    void aByteOrderMarkIsNoTextInEitherCharacterSet() throws IOException {
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            octets.writeBytes(mark);
            octets.writeBytes("[default]\r\n1000 => 1,J\u00fcrgen\r\n".getBytes(charset));
            Path file = Files.write(folder.resolve("marked.conf"), octets.toByteArray());
            assertThat(numbers(VoicemailConf.read(file, Samples.BASE))).containsExactly("1000");
        }
    }

    @Test
    void oneFileMayBeIncludedTwice() {
        Samples.write(folder, "in.conf", "1000 => 1,Included\n");
        VoicemailConf conf = Samples.read(folder, "[a]\n#include \"in.conf\"\n[b]\n#include \"in.conf\"\n");
        assertThat(conf.subscribers()).hasSize(2);
        assertThat(conf.warnings()).isEmpty();
    }

    @Test
    void textIsUtf8WithOrWithoutMark() {
        assertThat(nameOf1000("\uFEFF[default]\r\n1000 => 1,Zoë ☎\r\n")).isEqualTo("Zoë ☎");
    }

    @Test
    void textThatIsNotUtf8IsLatin1() throws IOException {
        Path file = folder.resolve("voicemail.conf");
        Files.write(file, "[default]\n1000 => 1,Zoë\n".getBytes(StandardCharsets.ISO_8859_1));
        VoicemailConf conf = VoicemailConf.read(file, Samples.BASE);
        assertThat(Samples.mailbox(conf, "1000").fullName()).isEqualTo("Zoë");
        assertThat(conf.warnings())
                .containsExactly(
                        new ConfWarning(file.toString(), 2, "this is not UTF-8; the file is read as ISO-8859-1"));
    }

    @Test
    void textThatBreaksOffWithinACharacterIsLatin1() throws IOException {
        Path file = folder.resolve("voicemail.conf");
        Files.write(
                file, new byte[] {'[', 'g', 'e', 'n', 'e', 'r', 'a', 'l', ']', '\n', ';', (byte) 0xe2, (byte) 0xa2});
        assertThat(VoicemailConf.read(file, Samples.BASE).warnings()).hasSize(1);
    }

    @Test
    void controlCharactersReachNoName() {
        assertThat(nameOf1000("[default]\n1000 => 1,Mal\u0000lory\u001b[2J\n")).isEqualTo("Mal lory [2J");
    }

    @Test
    void aSectionForDirectoryPromptsIsNoMailbox() {
        assertThat(Samples.read(folder, "[default]\ndirectoryintro = hello\n").subscribers())
                .isEmpty();
    }

    @Test
    void tzMayNameAZoneItself() {
        VoicemailConf conf = Samples.read(folder, "[general]\ntz = Europe/Rome\n");
        assertThat(conf.policy().zone().getId()).isEqualTo("Europe/Rome");
        assertThat(conf.warnings()).isEmpty();
    }
}

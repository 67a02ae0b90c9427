package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes a file unusable is said with file, line, option and what is accepted. */
class ConfErrorsTest {

    @TempDir
    Path folder;

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("maxmsg=1", "1: there is no [section] before this line"),
                Arguments.of(
                        "[general",
                        "1: a section begins with its name in brackets, like [default], not with '[general'"),
                Arguments.of("[]", "1: a section begins with its name in brackets, like [default], not with '[]'"),
                Arguments.of("[a](!", "1: the list of templates has no closing parenthesis"),
                Arguments.of("[a](t)", "1: there is no section 't' before this line to inherit from"),
                Arguments.of("[a](a)", "1: there is no section 'a' before this line to inherit from"),
                Arguments.of("[a](+)", "1: there is no section 'a' before this line to add to"),
                Arguments.of("[general]\nmaxmsg=x", "2: maxmsg is 'x'; a number from 0 to 9999 is expected"),
                Arguments.of("[general]\nmaxmsg=10000", "2: maxmsg is '10000'; a number from 0 to 9999 is expected"),
                Arguments.of("[general]\nmaxmsg=", "2: maxmsg is ''; a number from 0 to 9999 is expected"),
                Arguments.of("[general]\nmaxsecs=-1", "2: maxsecs is '-1'; a number from 0 to 2147483647 is expected"),
                Arguments.of("[general]\nmaxsecs=3m", "2: maxsecs is '3m'; a number from 0 to 2147483647 is expected"),
                Arguments.of(
                        "[general]\nmaxsecs=99999999999",
                        "2: maxsecs is '99999999999'; a number from 0 to 2147483647 is expected"),
                Arguments.of("[general]\nskipms=0.5", "2: skipms is '0.5'; a number from 0 to 3600000 is expected"),
                Arguments.of("[general]\nmaxlogins=0", "2: maxlogins is '0'; a number from 1 to 100 is expected"),
                Arguments.of("[general]\nminpassword=81", "2: minpassword is '81'; a number from 0 to 80 is expected"),
                Arguments.of(
                        "[general]\nsilencethreshold=32768",
                        "2: silencethreshold is '32768'; a number from 0 to 32767 is expected"),
                Arguments.of(
                        "[general]\nsaydurationm=two",
                        "2: saydurationm is 'two'; a number from 0 to 1000000 is expected"),
                Arguments.of(
                        "[general]\nformat=mp3|ogg", "2: format is 'mp3|ogg'; a list like wav49|gsm|wav is expected"),
                Arguments.of(
                        "[zonemessages]\nus=Mars/Base|HM",
                        "2: us is 'Mars/Base|HM'; a zone of the tz database, like Europe/Berlin, and a format after '|' is expected"),
                Arguments.of(
                        "[default]\n1 => 1,A,,,maxmsg=many",
                        "2: maxmsg is 'many'; a number from 0 to 9999 is expected"),
                Arguments.of(
                        "[default]\n1 => " + "1".repeat(81),
                        "2: the password of 1@default has 81 characters; at most 80 are expected"),
                Arguments.of("[a]\n#include gone.conf", "2: the file to include does not exist: 'gone.conf'"),
                Arguments.of(
                        "[a]\n#include \"nul\u2400\\l.conf\"", "2: the file to include does not exist: 'nul␀\\l.conf'"),
                Arguments.of(
                        "\n[a]\n#include voicemail.conf",
                        "3: files include each other in a circle: voicemail.conf -> voicemail.conf"),
                Arguments.of("[a]\nb=" + "x".repeat(8192), "2: a line has at most 8192 characters, not 8194"),
                Arguments.of(";--".repeat(129), "1: block comments are nested more than 128 deep"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyErrorSaysWhereAndWhatIsAccepted(String text, String message) {
        String file = folder.resolve("voicemail.conf").toString();
        assertThatThrownBy(() -> Samples.read(folder, text))
                .isInstanceOf(ConfException.class)
                .hasMessage(file + ':' + message);
    }

    private List<String> problems(String text) {
        try {
            Samples.read(folder, text);
            return List.of();
        } catch (ConfException e) {
            String file = folder.resolve("voicemail.conf").toString();
            return e.problems().stream()
                    .map(ConfWarning::toString)
                    .map(problem -> problem.replace(file, ""))
                    .toList();
        }
    }

    @Test
    void everyWrongValueIsToldAtOnceByTheLinesOfTheFile() {
        assertThat(problems("""
                        [default]
                        1000 => 4242,Ann,,,maxmsg=many|keymap=mine|envelope=no
                        2000 => %s,Ben
                        3000 => 4242,Cid,,,minsecs=few
                        [general]
                        maxlogins = no
                        exitkeys = x
                        owners = anna
                        format = ogg
                        [general@default]
                        maxsecs = long
                        [zonemessages]
                        us = Mars/Base|HM
                        """.formatted("1".repeat(81))))
                .containsExactly(
                        ":2: maxmsg is 'many'; a number from 0 to 9999 is expected",
                        ":2: keymap is 'mine'; the name of a key map: asterisk or classic is expected",
                        ":3: the password of 2000@default has 81 characters; at most 80 are expected",
                        ":4: minsecs is 'few'; a number from 0 to 2147483647 is expected",
                        ":6: maxlogins is 'no'; a number from 1 to 100 is expected",
                        ":7: exitkeys is 'x'; keys and whom they lead to, like 1:2000&5:reception is expected",
                        ":8: owners are at most 32 names with PINs, like anna:4711&bert:0815",
                        ":9: format is 'ogg'; a list like wav49|gsm|wav is expected",
                        ":11: maxsecs is 'long'; a number from 0 to 2147483647 is expected",
                        ":13: us is 'Mars/Base|HM'; a zone of the tz database, like Europe/Berlin, and a format after"
                                + " '|' is expected");
    }

    @Test
    void aValueThatHoldsForManyMailboxesIsToldOnce() {
        assertThat(problems("[general]\nmaxmsg=x\n[default]\n1 => 1,A,,,tz=UTC\n2 => 1,B,,,review=no\n"))
                .containsExactly(":2: maxmsg is 'x'; a number from 0 to 9999 is expected");
    }

    @Test
    void aFileThatIsWrongAllOverIsNotToldWhole() {
        StringBuilder text = new StringBuilder("[default]\n");
        IntStream.range(0, 5000)
                .forEach(i ->
                        text.append(i).append(" => 1,A,,,maxmsg=x").append(i).append('\n'));

        List<String> problems = problems(text.toString());

        assertThat(problems).hasSize(21).endsWith(": there is more that cannot be used");
        assertThat(problems.get(19)).startsWith(":21: maxmsg is 'x19'");
    }

    @Test
    void severalProblemsAreOneMessage() {
        String file = folder.resolve("voicemail.conf").toString();
        assertThatThrownBy(() -> Samples.read(folder, "[general]\nmaxmsg=x\nmaxlogins=y\n"))
                .hasMessage(file + ":2: maxmsg is 'x'; a number from 0 to 9999 is expected; " + file
                        + ":3: maxlogins is 'y'; a number from 1 to 100 is expected");
    }

    @Test
    void anErrorInAnIncludedFileNamesThatFile() {
        Path included = Samples.write(folder, "in.conf", "\n\nmaxmsg = lots\n");
        assertThatThrownBy(() -> Samples.read(folder, "[general]\n#include in.conf\n"))
                .isInstanceOfSatisfying(ConfException.class, error -> {
                    assertThat(error.file()).isEqualTo(included.toString());
                    assertThat(error.line()).isEqualTo(3);
                });
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("voicemail.conf");
        assertThatThrownBy(() -> VoicemailConf.read(file))
                .isInstanceOf(ConfException.class)
                .hasMessage(file + ": there is no such file");
        assertThatThrownBy(() -> VoicemailConf.read(folder)).hasMessage(folder + ": this is not a regular file");
    }

    @Test
    void filesThatIncludeEachOtherAreFound() {
        Samples.write(folder, "b.conf", "#include voicemail.conf\n");
        assertThatThrownBy(() -> Samples.read(folder, "#include b.conf\n"))
                .hasMessageEndingWith(
                        "b.conf:1: files include each other in a circle: voicemail.conf -> b.conf -> voicemail.conf");
    }

    @Test
    void includesThatDoubleAreStopped() {
        for (int depth = 0; depth < 10; depth++) {
            String twice = "#include " + (depth + 1) + ".conf\n";
            Samples.write(folder, depth + ".conf", twice + twice);
        }
        Samples.write(folder, "10.conf", "");
        assertThatThrownBy(() -> Samples.read(folder, "[a]\n#include 0.conf\n"))
                .hasMessageContaining("files are included more than 10 deep");
        assertThatThrownBy(() -> Samples.read(folder, "[a]\n#include 1.conf\n#include 1.conf\n"))
                .hasMessageContaining("more than 1000 files are included");
    }

    @Test
    void templatesThatDoubleAreStopped() {
        StringBuilder text = new StringBuilder("[t0](!)\na=1\nb=2\n");
        for (int i = 1; i < 40; i++) {
            text.append("[t")
                    .append(i)
                    .append("](!,t")
                    .append(i - 1)
                    .append(",t")
                    .append(i - 1)
                    .append(")\n");
        }
        assertThatThrownBy(() -> Samples.read(folder, text.toString()))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("more than 1000000 entries");
    }

    @Test
    void valuesThatGrowAreStopped() {
        String more = "emailbody += " + "x".repeat(8000) + "\n";
        assertThatThrownBy(() -> Samples.read(folder, "[general]\n" + more.repeat(10)))
                .hasMessageEndingWith("voicemail.conf:10: emailbody has more than 65536 characters");
    }
}

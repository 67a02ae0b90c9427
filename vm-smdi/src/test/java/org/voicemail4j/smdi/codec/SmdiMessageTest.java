package org.voicemail4j.smdi.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.voicemail4j.smdi.codec.Collected.octets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure.Cause;

class SmdiMessageTest {

    @Test
    void aForwardedCallOfAKnownCallerIsWrittenAsTheStandardSays() {
        byte[] written = octets("\r\nMD" + "001" /* message desk */ + "0007" /* terminal */
                + "N" /* type: forwarded on no answer */ + "5551212" /* forwarding station */
                + " 5559876" /* calling station */ + " \r\n\u0019");
        assertThat(new CallHistory(1, 7, 'N', "5551212", "5559876").encode()).isEqualTo(written);
        assertThat(Collected.of(written).messages).containsExactly(new CallHistory(1, 7, 'N', "5551212", "5559876"));
    }

    @Test
    void lampCommandsAndFailuresAreWrittenAsTheStandardSays() {
        assertThat(new LampCommand("5551212", Lamp.ON).encode()).isEqualTo(octets("OP:MWI 5551212!\u0004"));
        assertThat(new LampCommand("5551212", Lamp.OFF).encode()).isEqualTo(octets("RMV:MWI 5551212!\u0004"));
        assertThat(new LampFailure("5551212", Cause.INVALID).encode())
                .isEqualTo(octets("\r\nMWI 5551212 INV\r\n\u0019"));
        assertThat(new LampFailure("5551212", Cause.BLOCKED).encode(FrameStyle.DMS_100))
                .isEqualTo(octets("\r\nMWI5551212 BLK\r\n\u007f\u007f\u0019"));
        assertThat(new LampFailure("5551212", Cause.BLOCKED).encode(FrameStyle.DMS_100_EIGHT_BITS))
                .isEqualTo(octets("\r\nMWI5551212 BLK\r\n\u00ff\u00ff\u0019"));
    }

    static Stream<SmdiMessage> everyMessage() {
        List<SmdiMessage> all = new ArrayList<>();
        String digits = "5550123456789*#0";
        for (int forwarding = 0; forwarding <= 15; forwarding++) {
            for (int calling = 0; calling <= 15; calling++) {
                char type = (char) ('A' + (forwarding * 16 + calling) % 26);
                all.add(new CallHistory(
                        forwarding * 63,
                        calling * 640,
                        type,
                        digits.substring(0, forwarding),
                        digits.substring(0, calling)));
            }
            for (Cause cause : Cause.values()) {
                all.add(new LampFailure(digits.substring(0, forwarding), cause));
            }
            for (Lamp lamp : Lamp.values()) {
                all.add(new LampCommand(digits.substring(0, forwarding) + "7", lamp));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyMessageSurvivesARoundTripOctetByOctet(SmdiMessage message) {
        for (FrameStyle style : FrameStyle.values()) {
            byte[] written = message.encode(style);
            Collected read = Collected.of(written);
            assertThat(read.messages).containsExactly(message);
            assertThat(read.malformed).isEmpty();
            assertThat(read.skipped).isEmpty();
            assertThat(read.messages.get(0).encode(style)).isEqualTo(written);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forwarded, caller known     | MD0010007B5551212 5559876 %r%n%e     | 7 | B | 5551212 | 5559876",
                "forwarded, caller unknown   | MD0010007B5551212  %r%n%e            | 7 | B | 5551212 | ''",
                "one blank only              | MD0010007B5551212 %r%n%e             | 7 | B | 5551212 | ''",
                "direct, caller known        | MD0010007D 5559876 %r%n%e            | 7 | D | ''      | 5559876",
                "direct, caller unknown      | MD0010007D  %r%n%e                   | 7 | D | ''      | ''",
                "blanks before the caller    | MD0012047D   5559876 %r%n%e          | 2047 | D | ''   | 5559876",
                "no blank after the caller   | MD0010007D 5559876%r%n%e             | 7 | D | ''      | 5559876",
                "lower case                  | md0010007n5551212 5559876 %r%n%e     | 7 | N | 5551212 | 5559876",
                "fill before the end mark    | MD0010007N5551212 5559876 %r%n%d%d%e | 7 | N | 5551212 | 5559876",
                "line feed alone             | MD0010007N5551212 5559876 %n%e       | 7 | N | 5551212 | 5559876",
                "station of two digits       | MD0010007A21 22 %r%n%e               | 7 | A | 21      | 22"
            })
    void callHistoryIsReadInEveryWayItIsWritten(
            String what, String text, int terminal, char type, String forwarding, String calling) {
        Collected read = Collected.of("\r\n" + marked(text));
        assertThat(read.messages).as(what).containsExactly(new CallHistory(1, terminal, type, forwarding, calling));
        assertThat(read.malformed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blank after MWI      | MWI 5551212 INV%r%n%e      | 5551212    | INVALID",
                "none                 | MWI5551212 BLK%r%n%e       | 5551212    | BLOCKED",
                "ten digits           | MWI2565551212 INV%r%n%e    | 2565551212 | INVALID",
                "two digits           | MWI 21 BLK%r%n%e           | 21         | BLOCKED",
                "DEL fill             | MWI5551212 INV%r%n%7%7%e   | 5551212    | INVALID",
                "0xFF fill            | MWI 5551212 BLK%r%n%d%d%e  | 5551212    | BLOCKED",
                "blank after the word | MWI 5551212 BLK %r%n%e     | 5551212    | BLOCKED",
                "lower case           | mwi 5551212 inv%r%n%e      | 5551212    | INVALID",
                "no station           | MWI INV%r%n%e              | ''         | INVALID",
                "no station, no word  | MWI  BLK%r%n%e             | ''         | BLOCKED"
            })
    void lampFailuresAreReadInEveryWayTheyAreWritten(String what, String text, String station, Cause cause) {
        Collected read = Collected.of("\r\n" + marked(text));
        assertThat(read.messages).as(what).containsExactly(new LampFailure(station, cause));
        assertThat(read.malformed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OP:MWI 21!, 21, ON", "op:mwi 5551212!, 5551212, ON", "RMV:MWI5551212!, 5551212, OFF"})
    void lampCommandsAreReadInEveryWayTheyAreWritten(String text, String station, Lamp lamp) {
        assertThat(Collected.of(text + "\u0004").messages).containsExactly(new LampCommand(station, lamp));
    }

    /** Type letters that nobody knows are kept too, for the table of the operator. */
    @Test
    void everyLetterIsAType() {
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            CallHistory read = new CallHistory(1, 7, letter, "5551212", "");
            assertThat(Collected.of("\r\nMD0010007" + Character.toLowerCase(letter) + "5551212  \r\n\u0019").messages)
                    .containsExactly(read);
        }
    }

    @Test
    void whatIsNoMessageIsToldOctetByOctetHoweverTheyLook() {
        Collected read = Collected.of("\r\nMD0010007N555\u0000\u0007\u001b[2J\\ \r\n\u00ff\u0019");
        assertThat(read.malformed)
                .singleElement()
                .satisfies(malformed -> assertThat(malformed.octets())
                        .isEqualTo("\\r\\nMD0010007N555\\x00\\x07\\x1b[2J\\\\ \\r\\n\\x7f"));
    }

    private static String marked(String text) {
        return text.replace("%r", "\r")
                .replace("%n", "\n")
                .replace("%e", "\u0019")
                .replace("%d", "\u00ff")
                .replace("%7", "\u007f");
    }

    @ParameterizedTest
    @CsvSource({
        "MD001007N5551212 5559876 , message desk terminal is not 4 digits",
        "MD00x0007N5551212 5559876 , message desk is not 3 digits",
        "MD00100079 5559876 , type is not a letter",
        "MD0010007N555x212 5559876 , no blank after the forwarding station",
        "MD0010007N5551212 555x876 , no line end",
        "MD0010007N5555555555555555555555555 1 , forwarding station has more than 24 digits",
        "MWI 5551212 XXX, no 'INV'",
        "XX0010007N5551212 5559876 , neither MD nor MWI before the end mark EM"
    })
    void whatIsNoMessageIsToldWithItsOctets(String text, String reason) {
        Collected read = Collected.of("\r\n" + text + "\r\n\u0019");
        assertThat(read.messages).isEmpty();
        assertThat(read.malformed).singleElement().satisfies(malformed -> {
            assertThat(malformed.reason()).isEqualTo(reason);
            assertThat(malformed.octets()).startsWith("\\r\\n" + text.substring(0, 4));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatTheFormatCannotSayIsRefused(FrameStyle style) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CallHistory(1000, 1, 'N', "1", "2"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallHistory(1, 10000, 'N', "1", "2"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallHistory(1, 1, 'n', "1", "2"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallHistory(1, 1, 'N', "1 2", "2"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallHistory(1, 1, 'N', "1", "2\u0019"));
        assertThatIllegalArgumentException().isThrownBy(() -> new LampCommand("", Lamp.ON));
        assertThatIllegalArgumentException().isThrownBy(() -> new LampCommand("1000!\u0004OP:MWI 2000", Lamp.ON));
        assertThat(new LampFailure("", Cause.INVALID).encode(style)).isNotEmpty();
    }
}

package org.voicemail4j.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RiffHeaderTest {

    /** Octets that a real Asterisk 22 wrote in front of 45,440 octets of sound. */
    private static final String ASTERISK_WAV = "52494646" /* RIFF */ + "a4b10000" /* 36 + data */
            + "57415645" /* WAVE */
            + "666d7420" /* fmt */ + "10000000" /* 16 */ + "0100" /* PCM */ + "0100" /* mono */ + "401f0000" /* 8000 */
            + "803e0000" /* 16000/s */ + "0200" /* align */ + "1000" /* bits */ + "64617461" /* data */ + "80b10000";

    /** Octets that a real Asterisk 22 wrote in front of 4,615 octets of Microsoft GSM. */
    private static final String ASTERISK_WAV49 = "52494646" + "3b120000" /* 52 + data */ + "57415645" + "666d7420"
            + "14000000" /* 20 */ + "3100" /* GSM 6.10 */ + "0100" /* mono */ + "401f0000" /* 8000 */
            + "59060000" /* 1625/s */
            + "41000000" /* align 65, bits 0 */ + "0200" /* extra */ + "4001" /* 320 samples */ + "66616374" /* fact */
            + "04000000" + "c0580000" /* 22,720 samples */ + "64617461" /* data */ + "07120000";

    @Test
    void pcmIsWrittenAsAsteriskWritesIt() {
        assertThat(HexFormat.of().formatHex(RiffHeader.encode(AudioEncoding.LINEAR_8K, 0xb180)))
                .isEqualTo(ASTERISK_WAV);
    }

    @Test
    void microsoftGsmIsWrittenAsAsteriskWritesIt() {
        assertThat(HexFormat.of().formatHex(RiffHeader.encode(AudioEncoding.MICROSOFT_GSM, 0x1207)))
                .isEqualTo(ASTERISK_WAV49);
    }

    @Test
    void anEncodingWithoutRiffLayoutIsRefused() {
        assertThatThrownBy(() -> RiffHeader.encode(AudioEncoding.GSM, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR_8K", "LINEAR_16K", "ULAW", "ALAW", "MICROSOFT_GSM"})
    void whatIsWrittenIsReadBack(AudioEncoding encoding) {
        byte[] header = RiffHeader.encode(encoding, 6500);
        assertThat(header).hasSize(RiffHeader.length(encoding));
        assertThat(RiffHeader.parse(ByteBuffer.wrap(header))).contains(new RiffHeader(encoding, header.length, 6500));
    }

    @Test
    void chunksOfOthersAreSkippedAndOddOnesPadded() {
        byte[] octets = HexFormat.of()
                .parseHex("52494646" + "00000000" + "57415645" + "4c495354" /* LIST */ + "03000000"
                        + "61626300" /* abc and pad */ + ASTERISK_WAV.substring(24));
        assertThat(RiffHeader.parse(ByteBuffer.wrap(octets)))
                .contains(new RiffHeader(AudioEncoding.LINEAR_8K, 44 + 12, 0xb180));
    }

    @Test
    void sizesOfADeadWriterAreNotTrusted() {
        RiffHeader none = new RiffHeader(AudioEncoding.LINEAR_8K, 44, 0);
        assertThat(none.payloadBytes(44 + 321)).isEqualTo(320);
        RiffHeader more = new RiffHeader(AudioEncoding.LINEAR_8K, 44, 1_000_000);
        assertThat(more.payloadBytes(44 + 320)).isEqualTo(320);
        RiffHeader less = new RiffHeader(AudioEncoding.LINEAR_8K, 44, 160);
        assertThat(less.payloadBytes(44 + 320)).isEqualTo(160);
        assertThat(none.payloadBytes(10)).isZero();
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.of(0, 1, -1), new SplittableRandom(20261122).longs(2000));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noOctetsBreakTheReader(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] octets = HexFormat.of().parseHex(random.nextBoolean() ? ASTERISK_WAV : ASTERISK_WAV49);
        for (int i = random.nextInt(8); i >= 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        ByteBuffer start = ByteBuffer.wrap(octets, 0, random.nextInt(octets.length + 1));
        RiffHeader.parse(start)
                .ifPresent(
                        header -> assertThat(header.payloadBytes(octets.length)).isBetween(0L, (long) octets.length));
    }
}

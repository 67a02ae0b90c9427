package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpPacketTest {

    private static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets.replace(" ", ""));
    }

    @Test
    void everyFieldIsWhereTheStandardSays() {
        RtpPacket packet = Packets.of(hex(
                "B1" /* version 2, padding, extension, 1 contributing source */
                        + "88" /* marker, payload type 8 */
                        + "FFFE" /* sequence */
                        + "80000001" /* timestamp */
                        + "DEADBEEF" /* SSRC */
                        + "00000007" /* contributing source */
                        + "BEDE 0001 00000000" /* extension of one word */
                        + "010203" /* payload */
                        + "0002" /* padding of two octets */));

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(8);
        assertThat(packet.sequence()).isEqualTo(0xFFFE);
        assertThat(packet.timestamp()).isEqualTo(0x80000001);
        assertThat(packet.ssrc()).isEqualTo(0xDEADBEEF);
        assertThat(packet.payloadAt()).isEqualTo(24);
        assertThat(packet.payloadBytes()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "shorter than a header, 80000000 00000000 000000",
        "version 1, 40000000 00000000 00000000",
        "contributing sources missing, 8F000000 00000000 00000000",
        "extension cut off, 90000000 00000000 00000000 BEDE",
        "extension longer than the packet, 90000000 00000000 00000000 BEDEFFFF",
        "padding longer than the packet, A0000000 00000000 00000000 0009",
        "padding of no octet, A0000000 00000000 00000000 0000"
    })
    void whatIsNoPacketIsRefused(String why, String octets) {
        byte[] datagram = hex(octets);

        assertThat(new RtpPacket().wrap(datagram, datagram.length)).as(why).isFalse();
    }

    @Test
    void aHeaderIsReadBackAsWritten() {
        byte[] octets = new byte[12];
        RtpPacket.writeHeader(octets, true, 101, 65535, -2, -3);
        RtpPacket packet = Packets.of(octets);

        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(101);
        assertThat(packet.sequence()).isEqualTo(65535);
        assertThat(packet.timestamp()).isEqualTo(-2);
        assertThat(packet.ssrc()).isEqualTo(-3);
        assertThat(packet.payloadBytes()).isZero();
    }
}

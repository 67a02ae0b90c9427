package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.PayloadFormat;

class SdpBodyTest {

    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    private static final EncryptionTerms CLEAR = new EncryptionTerms(false, false);

    @Test
    void anOrdinaryOffer() {
        MediaOffer offer = offer(HEAD + "m=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\n"
                        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:30\r\n")
                .orElseThrow();

        assertThat(offer.address()).isEqualTo(new MediaAddress("192.0.2.1", 4000, 4001));
        assertThat(offer.formats())
                .containsExactly(
                        new PayloadFormat(0, "PCMU", 8000, ""),
                        new PayloadFormat(8, "PCMA", 8000, ""),
                        new PayloadFormat(101, "telephone-event", 8000, "0-15"));
        assertThat(offer.direction()).isEqualTo(MediaDirection.SENDRECV);
        assertThat(offer.packetTime()).isEqualTo(Duration.ofMillis(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    c=IN IP4 192.0.2.9\\r\\n      | 192.0.2.9 | 4001 | SENDRECV
                    c=IN IP6 2001:db8::1\\r\\n    | 2001:db8::1 | 4001 | SENDRECV
                    a=sendonly\\r\\n              | 192.0.2.1 | 4001 | SENDONLY
                    a=recvonly\\r\\n              | 192.0.2.1 | 4001 | RECVONLY
                    a=inactive\\r\\n              | 192.0.2.1 | 4001 | INACTIVE
                    c=IN IP4 0.0.0.0\\r\\n        | 0.0.0.0   | 4001 | SENDONLY
                    c=IN IP4 0.0.0.0\\r\\na=recvonly\\r\\n | 0.0.0.0 | 4001 | INACTIVE
                    a=rtcp:5000\\r\\n             | 192.0.2.1 | 5000 | SENDRECV
                    a=rtcp:5000 IN IP4 1.2.3.4\\r\\n | 192.0.2.1 | 5000 | SENDRECV
                    a=rtcp-mux\\r\\n              | 192.0.2.1 | 4000 | SENDRECV
                    """)
    void whatASectionMaySay(String lines, String host, int rtcpPort, MediaDirection direction) {
        MediaOffer offer = offer(
                        HEAD + "m=audio 4000 RTP/AVP 0\r\n" + lines.strip().replace("\\r\\n", "\r\n"))
                .orElseThrow();

        assertThat(offer.address()).isEqualTo(new MediaAddress(host, 4000, rtcpPort));
        assertThat(offer.direction()).isEqualTo(direction);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=video 4000 RTP/AVP 31\r\n",
                "m=audio 0 RTP/AVP 0\r\n",
                "m=audio 4000 RTP/SAVP 0\r\n",
                "m=audio 4000 RTP/AVP 96\r\n",
                "m=image 4000 udptl t38\r\n",
                "",
            })
    void descriptionsWithNothingForUs(String sections) {
        assertThat(offer(HEAD + sections)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=audio 4000 RTP/AVP 0\n",
                "x=what\r\nm=audio 4000 RTP/AVP 0\r\n",
                "b=TIAS:64000\r\nm=audio 4000/2 RTP/AVP 0\r\n\0\0",
                "m=audio 4000 RTP/AVP 0 x 999 0\r\na=ptime:9999\r\na=rtpmap:0\r\n",
                "m=video 1 RTP/AVP 31\r\nm=audio 4000 RTP/AVP 0\r\nm=audio 6000 RTP/AVP 0\r\n",
            })
    void whatIsToleratedOnTheWay(String sections) {
        MediaOffer offer = offer(HEAD + sections).orElseThrow();

        assertThat(offer.address().port()).isEqualTo(4000);
        assertThat(offer.formats()).containsExactly(new PayloadFormat(0, "PCMU", 8000, ""));
        assertThat(offer.packetTime()).isEqualTo(MediaOffer.USUAL_PACKET_TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "x, 1",
        "v=1, 1",
        "v=0!nonsense, 2",
        "v=0!s=-!m=audio, 3",
        "v=0!c=IN IP4, 2",
        "v=0!m=audio 99999 RTP/AVP 0, 2"
    })
    void malformedDescriptionsSayWhere(String text, int line) {
        assertThat(SdpBody.parse(text.replace('!', '\n').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        SdpBody.Parsed.Malformed.class,
                        malformed -> assertThat(malformed.line()).isEqualTo(line));
    }

    @Test
    void lengthIsBounded() {
        String long1 = HEAD + "a=x\r\n".repeat(2_000);
        String long2 = HEAD + "a=" + "x".repeat(20_000);

        assertThat(SdpBody.parse(long1.getBytes(StandardCharsets.UTF_8))).isInstanceOf(SdpBody.Parsed.Malformed.class);
        assertThat(SdpBody.parse(long2.getBytes(StandardCharsets.UTF_8))).isInstanceOf(SdpBody.Parsed.Malformed.class);
    }

    @Test
    void randomDamageIsReadOrRefused() {
        String sound = HEAD + "m=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendonly\r\n";
        SplittableRandom random = new SplittableRandom(20261122);
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = sound.getBytes(StandardCharsets.UTF_8);
            for (int damage = random.nextInt(1, 6); damage > 0; damage--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            SdpBody.Parsed parsed = SdpBody.parse(octets);
            if (parsed instanceof SdpBody.Parsed.Described described) {
                SdpOffer.of(described.body(), CLEAR);
            }
        }
    }

    @Test
    void ourAnswerKeepsTheirSections() {
        SdpOffer offer = sdpOffer(HEAD + "m=video 1 RTP/AVP 31 32\r\nm=audio 4000 RTP/AVP 8 0 101\r\n"
                        + "a=rtpmap:101 telephone-event/8000\r\na=sendonly\r\nm=audio 2 RTP/SAVP 0\r\n")
                .orElseThrow();
        MediaAnswer answer = new MediaAnswer(
                new MediaAddress("2001:db8::2", 30_000, 30_001),
                List.of(
                        new PayloadFormat(8, "PCMA", 8000, ""),
                        new PayloadFormat(101, "telephone-event", 8000, "0-15")),
                MediaDirection.RECVONLY,
                Duration.ofMillis(20));
        SdpWriter writer = new SdpWriter(7);

        assertThat(writer.answer(offer, answer))
                .isEqualTo("v=0\r\no=- 7 1 IN IP6 2001:db8::2\r\ns=-\r\nc=IN IP6 2001:db8::2\r\nt=0 0\r\n"
                        + "m=video 0 RTP/AVP 31 32\r\n"
                        + "m=audio 30000 RTP/AVP 8 101\r\n"
                        + "a=rtpmap:8 PCMA/8000\r\n"
                        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"
                        + "a=ptime:20\r\na=recvonly\r\n"
                        + "m=audio 0 RTP/SAVP 0\r\n");
        assertThat(writer.answer(offer, answer)).contains("o=- 7 1 ");
        MediaAnswer other =
                new MediaAnswer(answer.address(), answer.formats(), MediaDirection.SENDRECV, answer.packetTime());
        assertThat(writer.answer(offer, other)).contains("o=- 7 2 ");
    }

    /** RFC 7587 §7: the number of channels is always 2, whatever is sent. */
    @Test
    void opusIsReadAndWrittenWithTwoChannels() {
        String text = HEAD + "m=audio 4000 RTP/AVP 111\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1\r\n";
        PayloadFormat opus = new PayloadFormat(111, "opus", 48_000, "useinbandfec=1");
        assertThat(offer(text).orElseThrow().formats()).containsExactly(opus);
        MediaAnswer answer = new MediaAnswer(
                new MediaAddress("192.0.2.2", 30_000, 30_001),
                List.of(opus),
                MediaDirection.SENDRECV,
                Duration.ofMillis(20));

        assertThat(new SdpWriter(7).answer(sdpOffer(text).orElseThrow(), answer))
                .contains("a=rtpmap:111 opus/48000/2\r\na=fmtp:111 useinbandfec=1\r\n");
    }

    private static Optional<MediaOffer> offer(String text) {
        return sdpOffer(text).map(SdpOffer::media);
    }

    private static Optional<SdpOffer> sdpOffer(String text) {
        return SdpBody.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof SdpBody.Parsed.Described described
                ? SdpOffer.of(described.body(), CLEAR)
                : Optional.empty();
    }
}

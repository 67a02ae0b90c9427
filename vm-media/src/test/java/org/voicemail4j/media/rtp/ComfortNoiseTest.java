package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.codec.AudioCodecs;

/** What is sent while silence is played (RFC 3389). */
class ComfortNoiseTest {

    private static final long FRAME = 20_000_000;
    private static final PayloadFormat NOISE = new PayloadFormat(13, "CN", 8000, "");
    private static final PayloadFormat WIDE_NOISE = new PayloadFormat(98, "CN", 16_000, "");
    private static final WireCodecs CODECS =
            new WireCodecs(List.of(Calls.PCMU), List.of(WireCodec.of(AudioEncoding.G722, AudioCodecs.standard())));

    private final Network network = new Network();
    private final RtpCall call =
            Calls.undescribed(new MediaLoop(() -> 0), new PortPair(network, new Network()), new SplittableRandom(1));

    /** Plays sound of 40 ms, silence of 1.2 s and sound of 40 ms. Returns what was sent. */
    private List<RtpPacket> play(Optional<PayloadFormat> noise) {
        call.describe(
                new Agreement(Calls.PCMU, Phone.PCMU, Optional.of(Phone.EVENTS), noise),
                new Remote(Calls.CALLER, Calls.REPORTS, MediaDirection.SENDRECV),
                0);
        Playback playback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.ANY);
        playback.feed(Chunk.prompt(0, Phone.speech(2, 1)));
        playback.feed(Chunk.pause(0, WireCodec.samples(Duration.ofMillis(1200))));
        playback.feed(Chunk.prompt(0, Phone.speech(2, 1)));
        playback.feed(Chunk.end(0));
        call.play(playback);
        for (int i = 0; i < 70; i++) {
            call.onFrame(i, i * FRAME);
        }
        return network.sent.stream().map(Packets::of).toList();
    }

    @Test
    void whoUnderstandsNoiseIsToldOfSilenceWhenItBeginsAndEachSecond() {
        List<RtpPacket> sent = play(Optional.of(NOISE));

        assertThat(sent).extracting(RtpPacket::payloadType).containsExactly(0, 0, 13, 13, 0, 0);
        assertThat(sent).extracting(RtpPacket::marker).containsExactly(true, false, false, false, true, false);
        RtpPacket first = sent.get(2);
        assertThat(first.payloadBytes()).isEqualTo(1);
        assertThat(first.octets()[first.payloadAt()]).as("dB below the loudest").isEqualTo((byte) 70);
        for (int i = 1; i < 6; i++) {
            assertThat(sent.get(i).sequence()).isEqualTo(sent.get(i - 1).sequence() + 1 & 0xFFFF);
        }
        assertThat(first.timestamp() - sent.get(1).timestamp()).isEqualTo(160);
        assertThat(sent.get(3).timestamp() - first.timestamp()).isEqualTo(8000);
        assertThat(sent.get(4).timestamp() - first.timestamp()).isEqualTo(60 * 160);
    }

    @Test
    void whoDoesNotIsSentNothing() {
        assertThat(play(Optional.empty())).extracting(RtpPacket::payloadType).containsExactly(0, 0, 0, 0);
    }

    @Test
    void noiseIsAgreedOnAtTheClockOfTheSound() {
        List<PayloadFormat> offer = List.of(Phone.PCMU, WIDE_NOISE, NOISE, Phone.EVENTS);

        assertThat(Agreement.on(offer, CODECS).orElseThrow().answer()).containsExactly(Phone.PCMU, NOISE, Phone.EVENTS);
        assertThat(Agreement.on(List.of(Phone.PCMU, WIDE_NOISE), CODECS)
                        .orElseThrow()
                        .answer())
                .containsExactly(Phone.PCMU);
    }
}

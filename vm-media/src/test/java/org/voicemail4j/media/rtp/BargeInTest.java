package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.PlayEnd;

/** How soon a key stops what plays, and when what plays is sent, in a time of its own. */
class BargeInTest {

    private static final long FRAME = 20_000_000;

    private final MediaLoop loop = new MediaLoop(() -> 0);
    private final Network network = new Network();
    private final RtpCall call = Calls.undescribed(loop, new PortPair(network, new Network()), new SplittableRandom(1));
    private final Playback playback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.ANY);
    private long frame;

    private void pass(int frames) {
        for (int i = 0; i < frames; i++) {
            frame++;
            call.onFrame(frame, frame * FRAME);
        }
    }

    private void play() {
        Calls.describe(call, MediaDirection.SENDRECV, 0);
        playback.feed(Chunk.prompt(0, Phone.speech(500, 1)));
        call.play(playback);
    }

    /** Whatever the phase: the frame in which the key's first packet is read is the last in which something is sent. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 49, 50, 51})
    void aKeyStopsWhatPlaysWithinOneFrame(int playedFrames) {
        play();
        pass(playedFrames);
        assertThat(network.sent).hasSize(playedFrames);

        network.arrive(
                Calls.CALLER, Packets.octets(true, 96, 7, 1600, Packets.SSRC, new byte[] {5, 0x0A, 0, (byte) 160}));
        pass(1);

        assertThat(playback.end()).isEqualTo(PlayEnd.pressed(Digit.FIVE));
        pass(5);
        assertThat(network.sent.size()).isBetween(playedFrames, playedFrames + 1);
    }

    @Test
    void soundIsSentEveryTwentyMillisecondsInOrder() {
        byte[] speech = Phone.speech(500, 1);
        play();

        pass(500);

        assertThat(network.sent).hasSize(500);
        ByteBuffer first = ByteBuffer.wrap(network.sent.get(0));
        for (int i = 0; i < 500; i++) {
            ByteBuffer packet = ByteBuffer.wrap(network.sent.get(i));
            assertThat(packet.getShort(2)).isEqualTo((short) (first.getShort(2) + i));
            assertThat(packet.getInt(4)).isEqualTo(first.getInt(4) + 160 * i);
            assertThat(Arrays.copyOfRange(packet.array(), 12, 172))
                    .isEqualTo(Arrays.copyOfRange(speech, 160 * i, 160 * i + 160));
        }
    }
}

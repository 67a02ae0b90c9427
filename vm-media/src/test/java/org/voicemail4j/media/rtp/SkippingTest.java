package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.testkit.Sounds;

/** Where a message goes on after a key that steers it, to the frame: counted from what has been sent, not from what was read. */
class SkippingTest {

    private static final int FRAMES = 200;
    private static final int STEP = 10;
    private static final int FRAME = 160;
    private static final ListenControls CONTROLS = ListenControls.standard(Duration.ofMillis(20 * STEP));

    private final RtpMediaSessions sessions = new RtpMediaSessions(
            MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1).build());
    private final Phone phone = new Phone();
    private final byte[] message = Phone.speech(FRAMES, 1);

    @AfterEach
    void close() {
        sessions.close();
        phone.close();
    }

    /** Listens and presses a key once so many frames have come. Returns the octets that were heard. */
    private byte[] heard(int before, int expected, Digit... keys) throws Exception {
        MediaLeg leg = phone.calls(sessions, Phone.PCMU);
        CompletableFuture<PlayEnd> listening =
                flow(() -> leg.session().listen(Sounds.of(AudioFormat.ULAW, message), CONTROLS));
        for (Digit key : keys) {
            Phone.await(() -> phone.heard().size() >= before);
            leg.press(key);
        }
        assertThat(listening.get()).isEqualTo(PlayEnd.completed());
        Phone.await(() -> phone.heard().size() == expected);
        return phone.heardOctets();
    }

    private byte[] with(int frames, int from) {
        byte[] expected = Arrays.copyOf(message, (frames + FRAMES - from) * FRAME);
        System.arraycopy(message, from * FRAME, expected, frames * FRAME, (FRAMES - from) * FRAME);
        return expected;
    }

    /** How many frames had been sent, by the first that is not the next one. */
    private int sent(byte[] heard) {
        return Arrays.mismatch(heard, message) / FRAME;
    }

    @Test
    void forwardLeavesOutOneStep() throws Exception {
        byte[] heard = heard(8, FRAMES - STEP, CONTROLS.forward().iterator().next());

        assertThat(heard).isEqualTo(with(sent(heard), sent(heard) + STEP));
    }

    @Test
    void backRepeatsOneStep() throws Exception {
        byte[] heard = heard(11, FRAMES + STEP, CONTROLS.back().iterator().next());

        assertThat(heard).isEqualTo(with(sent(heard), sent(heard) - STEP));
    }

    @Test
    void whatIsPausedGoesOnWhereItStopped() throws Exception {
        Digit pause = CONTROLS.pause().iterator().next();

        byte[] heard = heard(8, FRAMES, pause, pause);

        assertThat(heard).isEqualTo(message);
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;

class GsmSilenceTest {

    private static final AudioCodecs CODECS = AudioCodecs.standard();

    /** Quiet, by octets: magic and filters as they may be, no lag, no pulses, loudness 5. */
    private static byte[] descriptor() {
        byte[] frame = new byte[33];
        Arrays.fill(frame, 0, 5, (byte) 0x5A);
        frame[0] = (byte) 0xD5;
        for (int i = 0; i < 4; i++) {
            frame[5 + 7 * i + 1] = 2; // 6 bits of loudness end with the first bit of the next octet
            frame[5 + 7 * i + 2] = (byte) 0x80;
        }
        return frame;
    }

    @Test
    void aFrameWithoutPulsesIsSilence() {
        byte[] frame = descriptor();

        assertThat(GsmSilence.is(frame, 0, 33)).isTrue();
        frame[32] = 1; // the last pulse of the last quarter
        assertThat(GsmSilence.is(frame, 0, 33)).isFalse();
        assertThat(GsmSilence.is(descriptor(), 0, 32)).isFalse();
        byte[] other = descriptor();
        other[0] = (byte) 0xC5;
        assertThat(GsmSilence.is(other, 0, 33)).isFalse();
    }

    @Test
    void noSoundAndNoDigitalSilenceIsTakenForOne() {
        AudioCodec.Encoder encoder = CODECS.require(AudioEncoding.GSM).encoder();
        SplittableRandom random = new SplittableRandom(1);
        short[] samples = new short[160];
        byte[] frame = new byte[33];
        for (int i = 0; i < 2000; i++) {
            int loudness = i < 10 ? 0 : 1 << i % 15;
            for (int k = 0; k < samples.length; k++) {
                samples[k] = (short) (random.nextInt(2 * loudness + 1) - loudness);
            }
            encoder.encode(samples, 0, 160, frame, 0);
            assertThat(GsmSilence.is(frame, 0, 33)).as("frame %d", i).isFalse();
        }
    }

    @Test
    void theGapBehindItIsSilenceHoweverShort() {
        CallInMemory line = new CallInMemory();
        WireCodec gsm = WireCodec.of(AudioEncoding.GSM, CODECS);
        line.describe(
                new Agreement(gsm, new PayloadFormat(3, "GSM", 8000, ""), Optional.of(Phone.EVENTS), Optional.empty()));
        Recorder recorder = line.record();
        AudioCodec.Encoder encoder = gsm.encoder();
        for (int i = 0; i < 50; i++) {
            if (i < 20 || i > 22) { // two frames are missing behind the one that says so
                byte[] frame = new byte[33];
                short[] loud = new short[160];
                for (int k = 0; k < 160; k++) {
                    loud[k] = (short) (k % 16 < 8 ? 10_000 : -10_000);
                }
                encoder.encode(loud, 0, 160, frame, 0);
                line.arrive(false, 3, i < 20 ? i : i - 2, 160 * i, frame);
            } else if (i == 20) {
                line.arrive(false, 3, i, 160 * i, descriptor());
            }
            line.pass();
        }
        RecordingEnd end = line.end(recorder);

        assertThat(line.count(Count.CONCEALED)).isZero();
        assertThat(end.length()).isEqualTo(Duration.ofSeconds(1));
        assertThat(end.spoken()).isEqualTo(Duration.ofMillis(47 * 20));
    }
}

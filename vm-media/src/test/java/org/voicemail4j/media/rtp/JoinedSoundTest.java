package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.recorded;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.testkit.Sounds;

/**
 * In codecs with a memory all that a call hears is one stream, encoded by one encoder: so the caller's decoder hears no pop
 * where prompts join and where he skips.
 */
class JoinedSoundTest {

    private final RtpMediaSessions sessions = new RtpMediaSessions(
            MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1).build());
    private final Phone phone = new Phone();

    @AfterEach
    void close() {
        sessions.close();
        phone.close();
    }

    private MediaLeg call(AudioEncoding encoding) {
        PayloadFormat format = encoding == AudioEncoding.G722
                ? new PayloadFormat(9, "G722", 8000, "")
                : new PayloadFormat(3, "GSM", 8000, "");
        MediaLeg leg = sessions.answer(phone.offer(MediaDirection.SENDRECV, format, Phone.EVENTS))
                .orElseThrow();
        phone.call(leg.answer());
        return leg;
    }

    /** Loud sound with a spectrum that moves, at the encoding's own rate. */
    private static short[] sound(AudioEncoding encoding, int frames, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        short[] samples = new short[frames * encoding.sampleRateHz() / 50];
        double level = 0;
        for (int i = 0; i < samples.length; i++) {
            level = 0.8 * level + 4000 * (random.nextDouble() - 0.5);
            samples[i] = (short) (level + 9000 * Math.sin(i * (0.05 + seed * 0.03)));
        }
        return samples;
    }

    private static AudioContent recording(AudioEncoding encoding, short[] samples) {
        byte[] octets = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            octets[2 * i] = (byte) samples[i];
            octets[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        return Sounds.of(encoding == AudioEncoding.G722 ? AudioFormat.SLN16 : AudioFormat.SLN, octets);
    }

    /** What one encoder makes of so many frames of the first sound and all of the second. */
    private static byte[] encoded(AudioEncoding encoding, short[] first, int frames, short[] second) {
        int kept = frames * encoding.sampleRateHz() / 50;
        short[] all = Arrays.copyOf(first, kept + second.length);
        System.arraycopy(second, 0, all, kept, second.length);
        byte[] octets = new byte[all.length / encoding.blockSamples() * encoding.blockBytes()];
        AudioCodec.Encoder encoder = AudioCodecs.standard().require(encoding).encoder();
        encoder.encode(all, 0, all.length, octets, 0);
        return octets;
    }

    private int heard() {
        return phone.heard().size();
    }

    @ParameterizedTest
    @EnumSource(names = {"G722", "GSM"})
    void promptsJoinAsIfTheyHadBeenOne(AudioEncoding encoding) {
        MediaLeg leg = call(encoding);
        short[] first = sound(encoding, 20, 1);
        short[] second = sound(encoding, 15, 2);

        leg.session()
                .play(List.of(recorded(recording(encoding, first)), recorded(recording(encoding, second))), Digit.NONE);

        Phone.await(() -> heard() == 35);
        assertThat(phone.heardOctets()).isEqualTo(encoded(encoding, first, 20, second));
    }

    @ParameterizedTest
    @EnumSource(names = {"G722", "GSM"})
    void whatFollowsAKeyGoesOnFromWhatWasSentLast(AudioEncoding encoding) throws Exception {
        MediaLeg leg = call(encoding);
        short[] first = sound(encoding, 500, 3);
        short[] second = sound(encoding, 15, 4);
        CompletableFuture<PlayEnd> playing =
                flow(() -> leg.session().play(List.of(recorded(recording(encoding, first))), Digit.ANY));
        Phone.await(() -> heard() > 7);
        leg.press(Digit.ONE);
        assertThat(playing.get()).isEqualTo(PlayEnd.pressed(Digit.ONE));

        leg.session().play(List.of(recorded(recording(encoding, second))), Digit.NONE);

        Phone.await(() ->
                heard() > 15 && Arrays.equals(phone.heardOctets(), encoded(encoding, first, heard() - 15, second)));
    }

    @ParameterizedTest
    @EnumSource(names = {"G722", "GSM"})
    void whatIsSkippedToGoesOnFromWhatWasSentLast(AudioEncoding encoding) throws Exception {
        MediaLeg leg = call(encoding);
        short[] message = sound(encoding, 150, 5);
        ListenControls controls = ListenControls.standard(Duration.ofSeconds(3));
        CompletableFuture<PlayEnd> playing = flow(() -> leg.session().listen(recording(encoding, message), controls));
        Phone.await(() -> heard() > 7);
        leg.press(controls.restart().iterator().next());
        assertThat(playing.get()).isEqualTo(PlayEnd.completed());

        Phone.await(() -> heard() > 150
                && Arrays.equals(phone.heardOctets(), encoded(encoding, message, heard() - 150, message)));
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.recorded;
import static org.voicemail4j.media.rtp.CallFlow.UNTIL_POUND;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.testkit.Sounds;

/** Calls in other codecs than G.711, over real UDP. */
class OtherCodecsTest {

    private static final PayloadFormat G722 = new PayloadFormat(9, "G722", 8000, "");
    private static final PayloadFormat GSM = new PayloadFormat(3, "GSM", 8000, "");

    private final RtpMediaSessions sessions = new RtpMediaSessions(
            MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1).build());
    private final Phone phone = new Phone();

    @AfterEach
    void close() {
        sessions.close();
        phone.close();
    }

    private static PayloadFormat format(AudioEncoding encoding) {
        return switch (encoding) {
            case G722 -> G722;
            case GSM -> GSM;
            default -> Phone.PCMU;
        };
    }

    private MediaLeg answered(PayloadFormat... formats) {
        return phone.calls(sessions, formats);
    }

    @Test
    void whoHasG711TooIsSpokenToInThat() {
        assertThat(answered(G722, GSM, Phone.PCMA, Phone.EVENTS).answer().formats())
                .containsExactly(Phone.PCMA, Phone.EVENTS);
        assertThat(answered(GSM, G722, Phone.EVENTS).answer().formats()).containsExactly(GSM, Phone.EVENTS);
    }

    @Test
    void wideSoundIsTakenFirstWhereItIsPreferred() {
        MediaConfig config = MediaConfig.builder(InetAddress.getLoopbackAddress())
                .loops(1)
                .preferred(List.of(AudioEncoding.G722, AudioEncoding.ULAW))
                .build();
        try (var wide = new RtpMediaSessions(config)) {
            MediaLeg leg = wide.answer(phone.offer(MediaDirection.SENDRECV, G722, Phone.PCMU))
                    .orElseThrow();

            assertThat(leg.answer().formats()).containsExactly(G722);
            assertThat(wide.offer().offer().formats())
                    .extracting(PayloadFormat::encodingName)
                    .containsExactly("G722", "PCMU", "GSM", "telephone-event");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioEncoding.class,
            names = {"G722", "GSM"})
    void aToneThatIsSaidIsRecorded(AudioEncoding encoding) throws Exception {
        MediaLeg leg = answered(format(encoding), Phone.EVENTS);
        Sink sink = new Sink(AudioFormat.SLN);
        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));

        say(encoding, 100, 440);
        phone.press(Digit.POUND);

        assertThat(recording.get().length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(tone(sink.samples(), 8000, 440)).isBetween(7600.0, 8400.0);
    }

    @Test
    void soundAboveFourKilohertzIsRecordedInFormatsThatKeepIt() throws Exception {
        MediaLeg leg = answered(G722, Phone.EVENTS);
        Sink wide = new Sink(AudioFormat.WAV16);
        Sink coded = new Sink(AudioFormat.G722);
        Sink narrow = new Sink(AudioFormat.WAV);
        CompletableFuture<RecordingEnd> recording =
                flow(() -> leg.session().record(List.of(narrow, wide, coded), UNTIL_POUND));

        say(AudioEncoding.G722, 100, 6000);
        phone.press(Digit.POUND);

        RecordingEnd end = recording.get();
        assertThat(end.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(end.spoken()).isEqualTo(end.length());
        assertThat(List.of(wide.length(), coded.length(), narrow.length())).containsOnly(end.length());
        assertThat(tone(wide.samples(), 16_000, 6000)).isBetween(7000.0, 8400.0);
        assertThat(tone(decoded(AudioEncoding.G722, coded.octets()), 16_000, 6000))
                .isBetween(7000.0, 8400.0);
        assertThat(tone(narrow.samples(), 8000, 2000))
                .as("what would be an alias")
                .isLessThan(20);
    }

    @Test
    void aWideRecordingGoesOnWhenTheCallChangesToG711() throws Exception {
        MediaLeg leg = answered(G722, Phone.EVENTS);
        Sink wide = new Sink(AudioFormat.SLN16);
        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(wide), UNTIL_POUND));
        say(AudioEncoding.G722, 50, 440);
        Phone.await(() -> sessions.counts().getOrDefault("received", 0L) == 50);
        assertThat(leg.reoffer(phone.offer(MediaDirection.SENDRECV, Phone.PCMU, Phone.EVENTS)))
                .isPresent();

        say(AudioEncoding.ULAW, 100, 440);
        phone.press(Digit.POUND);

        assertThat(recording.get().length()).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(3));
        short[] sound = wide.samples();
        assertThat(CallFlow.tone(sound, 4000, 8000, 16_000, 440)).isBetween(7400.0, 8600.0);
        assertThat(CallFlow.tone(sound, sound.length - 12_000, 8000, 16_000, 440))
                .isBetween(7400.0, 8600.0);
        assertThat(CallFlow.tone(sound, sound.length - 12_000, 8000, 16_000, 7560))
                .as("no image")
                .isLessThan(20);
    }

    private void say(AudioEncoding encoding, int frames, int frequency) {
        AudioCodec.Encoder encoder = AudioCodecs.standard().require(encoding).encoder();
        int samples = encoding.sampleRateHz() / 50;
        short[] sound = sine(frames * samples, encoding.sampleRateHz(), frequency);
        byte[] octets = new byte[320];
        for (int i = 0; i < frames; i++) {
            int bytes = encoder.encode(sound, i * samples, samples, octets, 0);
            phone.send(false, format(encoding).payloadType(), Arrays.copyOf(octets, bytes));
            phone.timestamp += 160;
            LockSupport.parkNanos(500_000);
        }
    }

    private static short[] sine(int count, int rateHz, int frequency) {
        short[] sound = new short[count];
        for (int i = 0; i < count; i++) {
            sound[i] = (short) (8000 * Math.sin(2 * Math.PI * frequency * i / rateHz));
        }
        return sound;
    }

    /** Amplitude of a tone in the middle of sound. */
    private static double tone(short[] sound, int rateHz, int frequency) {
        int twentieth = rateHz / 20;
        return CallFlow.tone(sound, sound.length / 4, sound.length / 2 / twentieth * twentieth, rateHz, frequency);
    }

    private short[] heard(AudioEncoding encoding) {
        return decoded(encoding, phone.heardOctets());
    }

    private static short[] decoded(AudioEncoding encoding, byte[] octets) {
        short[] sound = new short[octets.length / encoding.blockBytes() * encoding.blockSamples()];
        AudioCodecs.standard().require(encoding).decoder().decode(octets, 0, octets.length, sound, 0);
        return sound;
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioEncoding.class,
            names = {"G722", "GSM"})
    void aToneThatIsPlayedIsHeard(AudioEncoding encoding) {
        MediaLeg leg = answered(format(encoding), Phone.EVENTS);

        PlayEnd end = leg.session().play(List.of(recorded(Sounds.tone(440, Duration.ofSeconds(2)))), Digit.NONE);

        assertThat(end).isEqualTo(PlayEnd.completed());
        Phone.await(() -> phone.heard().size() >= 100);
        short[] before = new short[16_000];
        byte[] played = Sounds.octets(Sounds.tone(440, Duration.ofSeconds(2)));
        for (int i = 0; i < before.length; i++) {
            before[i] = (short) (played[2 * i] & 0xFF | played[2 * i + 1] << 8);
        }
        assertThat(phone.heard()).allMatch(packet -> packet.payload().length == encoding.bytes(Duration.ofMillis(20)));
        assertThat(tone(heard(encoding), encoding.sampleRateHz(), 440))
                .isBetween(0.93 * tone(before, 8000, 440), 1.07 * tone(before, 8000, 440));
    }

    @Test
    void soundAboveFourKilohertzIsHeardInG722() {
        MediaLeg leg = answered(G722, Phone.EVENTS);
        short[] high = sine(32_000, 16_000, 6000);
        byte[] octets = new byte[64_000];
        for (int i = 0; i < high.length; i++) {
            octets[2 * i] = (byte) high[i];
            octets[2 * i + 1] = (byte) (high[i] >> 8);
        }

        leg.session().play(List.of(recorded(Sounds.of(AudioFormat.WAV16, octets))), Digit.NONE);

        Phone.await(() -> phone.heard().size() >= 100);
        assertThat(tone(heard(AudioEncoding.G722), 16_000, 6000)).isGreaterThan(6000);
    }

    @Test
    void aCallThatChangesToG722WhileSomethingPlaysHearsTheRestOfIt() throws Exception {
        MediaLeg leg = answered(Phone.PCMU, Phone.EVENTS);
        CompletableFuture<PlayEnd> playing =
                flow(() -> leg.session().play(List.of(recorded(Sounds.tone(440, Duration.ofSeconds(3)))), Digit.NONE));
        Phone.await(() -> phone.heard().size() >= 20);

        assertThat(leg.reoffer(phone.offer(MediaDirection.SENDRECV, G722, Phone.EVENTS)))
                .isPresent();

        assertThat(playing.get()).isEqualTo(PlayEnd.completed());
        List<Phone.Heard> wide =
                phone.heard().stream().filter(packet -> packet.type() == 9).toList();
        assertThat(wide).hasSizeGreaterThan(80);
        byte[] octets = new byte[160 * wide.size()];
        for (int i = 0; i < wide.size(); i++) {
            System.arraycopy(wide.get(i).payload(), 0, octets, 160 * i, 160);
        }
        short[] sound = new short[2 * octets.length];
        AudioCodecs.standard().require(AudioEncoding.G722).decoder().decode(octets, 0, octets.length, sound, 0);
        assertThat(tone(sound, 16_000, 440)).isGreaterThan(4000);
    }

    @Test
    void aCallThatChangesBackFromG722WhileSomethingPlaysHearsTheRestOfIt() throws Exception {
        MediaLeg leg = answered(G722, Phone.EVENTS);
        CompletableFuture<PlayEnd> playing =
                flow(() -> leg.session().play(List.of(recorded(Sounds.tone(440, Duration.ofSeconds(3)))), Digit.NONE));
        Phone.await(() -> phone.heard().size() >= 20);

        assertThat(leg.reoffer(phone.offer(MediaDirection.SENDRECV, Phone.PCMU, Phone.EVENTS)))
                .isPresent();

        assertThat(playing.get()).isEqualTo(PlayEnd.completed());
        List<Phone.Heard> narrow =
                phone.heard().stream().filter(packet -> packet.type() == 0).toList();
        assertThat(narrow).hasSizeGreaterThan(80);
        short[] sound = new short[160 * narrow.size()];
        AudioCodec.Decoder decoder =
                AudioCodecs.standard().require(AudioEncoding.ULAW).decoder();
        for (int i = 0; i < narrow.size(); i++) {
            decoder.decode(narrow.get(i).payload(), 0, 160, sound, 160 * i);
        }
        double tone = tone(sound, 8000, 440);
        assertThat(tone).isGreaterThan(4000);
        assertThat(loudness(sound)).as("nothing but the tone").isLessThan(1.1 * tone / Math.sqrt(2));
    }

    private static double loudness(short[] sound) {
        double sum = 0;
        for (short sample : sound) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / sound.length);
    }
}

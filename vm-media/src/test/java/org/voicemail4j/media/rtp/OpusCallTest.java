package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.voicemail4j.media.Prompt.recorded;
import static org.voicemail4j.media.rtp.CallFlow.UNTIL_POUND;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.opus.Opus;
import org.voicemail4j.testkit.Sounds;

/** Calls in Opus, whose clock is six times the engine's. */
class OpusCallTest {

    private static final PayloadFormat OPUS = new PayloadFormat(111, "opus", 48_000, "minptime=10;useinbandfec=1");
    private static final PayloadFormat WIDE_EVENTS = new PayloadFormat(96, "telephone-event", 48_000, "0-15");

    private final Opus opus = new Opus();
    private final RtpMediaSessions sessions = new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
            .loops(1)
            .packets(List.of(opus))
            .build());
    private final Phone phone = new Phone();

    @AfterEach
    void close() {
        sessions.close();
        phone.close();
    }

    private MediaLeg answered(PayloadFormat... formats) {
        return phone.calls(sessions, formats);
    }

    /** Amplitude of our tone in one second of sound. */
    private static double tone(short[] sound, int from, int rateHz) {
        return CallFlow.tone(sound, from, rateHz, rateHz, 440);
    }

    @Test
    void itIsOfferedLastAndAnsweredToWhoeverSpeaksNothingElse() {
        MediaAnswer answer = answered(OPUS, Phone.EVENTS, WIDE_EVENTS).answer();

        assertThat(answer.formats())
                .containsExactly(new PayloadFormat(111, "opus", 48_000, opus.parameters()), WIDE_EVENTS);
        assertThat(answered(OPUS, Phone.PCMU).answer().formats()).containsExactly(Phone.PCMU);
        assertThat(sessions.offer().offer().formats())
                .extracting(PayloadFormat::encodingName)
                .containsExactly("PCMU", "PCMA", "G722", "GSM", "opus", "telephone-event");
    }

    @Test
    void moreCodecsThanACallCanBeOfferedAreRefusedBeforeAnyCall() {
        MediaConfig.Builder config = MediaConfig.builder(InetAddress.getLoopbackAddress());
        config.packets(Collections.nCopies(4, opus)).build();

        config.packets(Collections.nCopies(5, opus));

        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 codecs at most, not 9");
    }

    @Test
    void whatIsSaidIsRecordedGapsIncluded() throws Exception {
        MediaLeg leg = answered(OPUS, WIDE_EVENTS);
        Sink sink = new Sink(AudioFormat.SLN);
        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
        AudioCodec.Encoder encoder = opus.encoder();
        byte[] packet = new byte[60];
        for (int i = 0; i < 150; i++) {
            short[] sound = new short[320];
            for (int j = 0; j < sound.length; j++) {
                sound[j] = (short) (8000 * Math.sin(2 * Math.PI * 440 * (320 * i + j) / 16000));
            }
            encoder.encode(sound, 0, 320, packet, 0);
            boolean lost = i >= 100 && i < 120;
            if (!lost) {
                phone.send(false, 111, packet.clone());
            }
            phone.timestamp += 960; // wraps around after the fifth
            LockSupport.parkNanos(500_000);
        }
        phone.press(Digit.POUND);

        assertThat(recording.get().length()).isEqualTo(Duration.ofSeconds(3));
        assertThat(tone(sink.samples(), 4000, 8000)).isBetween(7000.0, 9000.0);
        assertThat(Arrays.copyOfRange(sink.samples(), 16_500, 18_800)).containsOnly((short) 0);
    }

    @Test
    void soundAboveFourKilohertzIsRecordedInAFormatThatKeepsIt() throws Exception {
        MediaLeg leg = answered(OPUS, WIDE_EVENTS);
        Sink sink = new Sink(AudioFormat.WAV16);
        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
        AudioCodec.Encoder encoder = opus.encoder();
        byte[] packet = new byte[60];
        for (int i = 0; i < 100; i++) {
            short[] sound = new short[320];
            for (int j = 0; j < sound.length; j++) {
                sound[j] = (short) (8000 * Math.sin(2 * Math.PI * 6000 * (320 * i + j) / 16000));
            }
            encoder.encode(sound, 0, 320, packet, 0);
            phone.send(false, 111, packet.clone());
            phone.timestamp += 960;
            LockSupport.parkNanos(500_000);
        }
        phone.press(Digit.POUND);

        assertThat(recording.get().length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sink.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(CallFlow.tone(sink.samples(), 8000, 16_000, 16_000, 6000)).isGreaterThan(5000);
    }

    @Test
    void whatIsPlayedIsHeardInStepsOfItsClock() {
        MediaLeg leg = answered(OPUS, WIDE_EVENTS);

        leg.session().play(List.of(recorded(Sounds.tone(440, Duration.ofSeconds(2)))), Digit.NONE);

        Phone.await(() -> phone.heard().size() >= 100);
        List<Phone.Heard> packets = phone.heard();
        short[] sound = new short[320 * packets.size()];
        AudioCodec.Decoder decoder = opus.decoder();
        for (int i = 0; i < packets.size(); i++) {
            Phone.Heard packet = packets.get(i);
            assertThat(packet.type()).isEqualTo(111);
            assertThat(decoder.decode(packet.payload(), 0, packet.payload().length, sound, 320 * i))
                    .isEqualTo(320);
            if (i > 0) {
                assertThat((packet.timestamp() - packets.get(i - 1).timestamp()) % 960)
                        .isZero();
            }
        }
        assertThat(tone(sound, 12_000, 16_000)).isGreaterThan(5000);
    }

    /** ffmpeg's libopus sends a tone. */
    @Test
    void ffmpegIsUnderstood() throws IOException {
        Path ffmpeg = Path.of("/usr/bin/ffmpeg");
        if ("required".equals(System.getProperty("peers"))) {
            assertThat(ffmpeg).isExecutable();
        }
        Assumptions.assumeTrue(Files.isExecutable(ffmpeg), "ffmpeg is not installed");
        MediaLeg leg = answered(OPUS, WIDE_EVENTS);
        Sink sink = new Sink(AudioFormat.SLN);
        RecordingLimits threeSeconds =
                new RecordingLimits(Duration.ofSeconds(3), Duration.ofSeconds(20), 128, Set.of());
        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), threeSeconds));

        Process process = new ProcessBuilder(
                        ("ffmpeg -v error -re -f lavfi -i sine=frequency=440:sample_rate=48000:duration=4"
                                        + " -ac 2 -af volume=2 -c:a libopus -b:a 64k -payload_type 111 -f rtp rtp://127.0.0.1:"
                                        + leg.answer().address().port())
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        try {
            assertThat(recording.join().length()).isEqualTo(Duration.ofSeconds(3));
        } finally {
            process.destroyForcibly().onExit().join();
        }
        short[] heard = sink.samples();
        assertThat(tone(heard, heard.length - 10_000, 8000)).isBetween(3000.0, 16_000.0);
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.codec.AudioCodecs;

/** A call in a time of its own, its packets in memory. */
class RtpCallTest {

    private static final long FRAME = 20_000_000;

    private long now;
    private long frame;
    private int sequence;
    private long loud;
    private final MediaLoop loop = new MediaLoop(() -> now);
    private final Network network = new Network();
    private final RtpCall call = Calls.undescribed(loop, new PortPair(network, new Network()), new SplittableRandom(1));
    private final FlowSignal flow = new FlowSignal();
    private final SampleBlocks blocks = new SampleBlocks(new BlockBudget(100), late -> {}, () -> {}, 1);

    private Recorder record() {
        RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));
        Recorder recorder = new Recorder(limits, blocks, flow, call.counters(), now);
        call.record(recorder, now);
        return recorder;
    }

    private void speak(int frames) {
        for (int i = 0; i < frames; i++) {
            arrive(sequence, Phone.speech(1, sequence));
            sequence++;
            pass();
        }
    }

    private void arrive(int number, byte[] sound) {
        arrive(0, number, sound);
    }

    private void arrive(int type, int number, byte[] sound) {
        network.arrive(Calls.CALLER, Packets.octets(false, type, number & 0xFFFF, number * 160, Packets.SSRC, sound));
    }

    /** Lets 20 ms pass. */
    private void pass() {
        now += FRAME;
        call.onFrame(frame++, now);
        SampleBlocks.Block block;
        while ((block = blocks.take()) != null) {
            for (int i = 0; i < block.count; i++) {
                loud += block.samples[i] != 0 ? 1 : 0;
            }
            blocks.back(block);
        }
    }

    private RecordingEnd end(Recorder recorder) {
        call.hangUp(now);
        pass();
        return Objects.requireNonNull(recorder.end());
    }

    private long count(Count what) {
        return call.counters().value(what);
    }

    @Test
    void whoOnlySendsFromTheStartIsNoCallerOnHoldAfterARefresh() {
        Calls.describe(call, MediaDirection.SENDONLY, now);
        Recorder recorder = record();
        speak(50);
        Calls.describe(call, MediaDirection.SENDONLY, now);
        speak(50);

        assertThat(end(recorder).spoken()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whoOnlySendsLaterIsACallerOnHold() {
        Calls.describe(call, MediaDirection.SENDRECV, now);
        Recorder recorder = record();
        speak(50);
        Calls.describe(call, MediaDirection.SENDONLY, now);
        speak(50);
        Calls.describe(call, MediaDirection.SENDRECV, now);
        speak(50);

        assertThat(end(recorder).spoken()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whoComesBackFromElsewhereIsHeardFromHisFirstPacketOn() {
        Calls.describe(call, MediaDirection.SENDRECV, now);
        Recorder recorder = record();
        speak(50);
        InetSocketAddress elsewhere = new InetSocketAddress(Calls.CALLER.getAddress(), 5555);
        arrive(sequence, Phone.speech(1, sequence)); // from before
        for (int i = 0; i < 3; i++) { // sooner than the loop knows of the new offer
            network.arrive(elsewhere, Packets.octets(false, 0, i, i * 160, 77, Phone.speech(1, i)));
        }
        call.settle(now);
        call.describe(
                new Agreement(Calls.PCMU, Phone.PCMU, Optional.of(Phone.EVENTS), Optional.empty()),
                new Remote(elsewhere, null, MediaDirection.SENDRECV),
                now);
        pass();

        assertThat(count(Count.STRANGER)).isZero();
        assertThat(count(Count.RECEIVED)).isEqualTo(54);
        assertThat(end(recorder).spoken()).isEqualTo(Duration.ofMillis(54 * 20));
    }

    /** One packet in twenty is lost, some change places, some are doubled, and half a second is missing altogether. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aMinuteStaysAMinuteWhateverTheNetworkDoes(long seed) {
        Calls.describe(call, MediaDirection.SENDRECV, now);
        SplittableRandom random = new SplittableRandom(seed);
        Recorder recorder = record();
        int lost = 0;
        int held = -1;
        for (int i = 0; i < 3000; i++) {
            boolean edge = i == 0 || i >= 2990;
            if (!edge && (random.nextInt(20) == 0 || i >= 1000 && i < 1025)) {
                lost++;
            } else if (!edge && held < 0 && random.nextInt(30) == 0) {
                held = i;
            } else {
                arrive(i, Phone.speech(1, i));
                if (random.nextInt(50) == 0) {
                    arrive(i, Phone.speech(1, i));
                }
                if (held >= 0) {
                    arrive(held, Phone.speech(1, held));
                    held = -1;
                }
            }
            pass();
        }

        assertThat(end(recorder).length()).isEqualTo(Duration.ofMinutes(1));
        assertThat(count(Count.LOST)).isEqualTo(lost);
        assertThat(count(Count.LATE)).isZero();
        assertThat(count(Count.REORDERED)).isPositive();
        assertThat(count(Count.CONCEALED)).isPositive();
    }

    @Test
    void anAttackersBurstIsNotHeardAndDoesNotKeepTheCallerOut() {
        Calls.describe(call, MediaDirection.SENDRECV, now);
        Recorder recorder = record();
        for (int i = 0; i < 250; i++) {
            for (int k = 0; k < 20; k++) {
                int number = 20 * i + k;
                network.arrive(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 6000 + k % 3),
                        Packets.octets(false, 0, number & 0xFFFF, number * 160, 666, Phone.speech(1, number)));
            }
            if (i >= 25) { // the caller comes after half a second, from where he said
                arrive(i, Phone.silence(1));
            }
            pass();
        }

        RecordingEnd end = end(recorder);

        assertThat(end.length()).isBetween(Duration.ofMillis(4400), Duration.ofMillis(5000));
        assertThat(latchedTo()).contains(Calls.CALLER);
        assertThat(count(Count.STRANGER)).isGreaterThan(4000);
    }

    private Optional<InetSocketAddress> latchedTo() {
        return call.report().source();
    }

    private static final PayloadFormat EVENTS_101 = new PayloadFormat(101, "telephone-event", 8000, "0-15");

    private void describeInAlaw() {
        call.settle(now);
        WireCodec alaw = WireCodec.of(AudioEncoding.ALAW, AudioCodecs.standard());
        call.describe(
                new Agreement(alaw, Phone.PCMA, Optional.of(EVENTS_101), Optional.empty()),
                new Remote(Calls.CALLER, Calls.REPORTS, MediaDirection.SENDRECV),
                now);
    }

    /** Until our answer has reached him. */
    @Test
    void whoGetsANewCodecIsHeardInTheFormerOneUntilHeSpeaksIt() {
        Calls.describe(call, MediaDirection.SENDRECV, now);
        Recorder recorder = record();
        speak(20);
        describeInAlaw();
        speak(8);
        for (int i = 0; i < 10; i++, sequence++) {
            arrive(8, sequence, Phone.speech(1, sequence));
            pass();
        }
        gather();
        assertThat(count(Count.UNKNOWN_TYPE)).isZero();
        speak(5); // nobody speaks the former one any more
        gather();

        assertThat(count(Count.UNKNOWN_TYPE)).isEqualTo(5);
        assertThat(end(recorder).spoken()).isEqualTo(Duration.ofMillis(38 * 20));
    }

    @Test
    void aKeyUnderTheFormerPayloadTypeIsPressed() {
        Calls.describe(call, MediaDirection.SENDRECV, now);
        Recorder recorder = record();
        speak(20);
        describeInAlaw();
        arrive(96, sequence++, new byte[] {11, (byte) 0x8A, 0, (byte) 160});
        gather();

        assertThat(Objects.requireNonNull(recorder.end()).digit()).contains(Digit.POUND);
    }

    @Test
    void reportsAreReadTenTimesASecond() {
        Network reports = new Network();
        RtpCall other = Calls.on(loop, new PortPair(new Network(), reports), new SplittableRandom(2));
        for (int i = 0; i < 50; i++) {
            other.onFrame(i, i * FRAME);
        }

        assertThat(reports.looks).isEqualTo(10);
    }

    @Test
    void aToneIsAKeyOfACallerWithoutTelephoneEvents() {
        Calls.describe(call, MediaDirection.SENDRECV, Optional.empty(), now);
        Recorder recorder = record();
        speak(50);
        poundTone(5);
        gather();

        RecordingEnd end = Objects.requireNonNull(recorder.end());
        assertThat(end.reason()).isEqualTo(RecordingEnd.Reason.KEY);
        assertThat(end.digit()).contains(Digit.POUND);
        assertThat(end.length()).isLessThan(Duration.ofMillis(1080));
        pass();
        assertThat(loud).as("neither the tone nor the tenth of a second before").isLessThanOrEqualTo(50 * 160);
    }

    @Test
    void aToneIsSoundOfACallerWithTelephoneEvents() {
        Calls.describe(call, MediaDirection.SENDRECV, now);
        Recorder recorder = record();
        poundTone(10);

        assertThat(recorder.end()).isNull();
    }

    /** While it only records, what a call was sent is read at most 100 ms later. */
    private void gather() {
        for (int i = 0; i < 4; i++) {
            pass();
        }
    }

    private void poundTone(int frames) {
        for (int i = 0; i < frames; i++) {
            byte[] pcm = new byte[320];
            for (int k = 0; k < 160; k++) {
                double time = 2 * Math.PI * (160 * i + k) / 8000;
                int sample = (int) (7000 * Math.sin(time * 941) + 7000 * Math.sin(time * 1477));
                pcm[2 * k] = (byte) sample;
                pcm[2 * k + 1] = (byte) (sample >> 8);
            }
            arrive(sequence++, Phone.ulaw(pcm));
            pass();
        }
    }
}

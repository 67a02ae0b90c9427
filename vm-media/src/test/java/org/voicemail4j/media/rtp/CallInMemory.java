package org.voicemail4j.media.rtp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.codec.AudioCodecs;

/** A call with its packets in memory, in a time that moves frame by frame; whoever tests is the loop. */
final class CallInMemory {

    static final long FRAME = 20_000_000;

    private static final WireCodec ALAW = WireCodec.of(AudioEncoding.ALAW, AudioCodecs.standard());

    final Network sound = new Network();
    final Network reports = new Network();
    /** Its first number is 32,748. */
    final RtpSender sender = new RtpSender(new SplittableRandom(56));

    final RtpCall call;
    long now;
    private long frame;
    private final SampleBlocks blocks = new SampleBlocks(new BlockBudget(1000), late -> {}, () -> {}, 1);

    CallInMemory() {
        MediaLoop loop = new MediaLoop(() -> now);
        ReceptionStatistics reception = new ReceptionStatistics();
        call = new RtpCall(
                new PortPair(sound, reports),
                sender,
                reception,
                new RtcpReports(sender, reception, new SplittableRandom(2), timeOfDay(), 0),
                new RtpCall.Setting(
                        loop.scratch(),
                        loop.counters(),
                        new MediaEvents(MediaListener.NONE, () -> 0),
                        Calls.PCMU,
                        false,
                        InbandKeys.WITHOUT_TELEPHONE_EVENTS,
                        30_000_000_000L,
                        60_000_000_000L));
    }

    /** A clock that goes with the call's time. */
    Clock timeOfDay() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("one zone is enough");
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(1_800_000_000L, now);
            }
        };
    }

    void describe(Agreement agreement) {
        call.settle(now);
        call.describe(agreement, new Remote(Calls.CALLER, Calls.REPORTS, MediaDirection.SENDRECV), now);
    }

    void arrive(boolean marker, int type, int sequence, int timestamp, byte[] payload) {
        sound.arrive(Calls.CALLER, Packets.octets(marker, type, sequence & 0xFFFF, timestamp, Packets.SSRC, payload));
    }

    /** A packet of loud sound, or of silence, in its place; then 20 ms pass. */
    void speak(int type, int number, boolean loud) {
        arrive(false, type, number, 160 * number, loud ? Phone.speech(1, number) : Phone.silence(1));
        pass();
    }

    void pass() {
        now += FRAME;
        call.onFrame(frame++, now);
        drain();
    }

    private void drain() {
        SampleBlocks.Block block;
        while ((block = blocks.take()) != null) {
            blocks.back(block);
        }
    }

    Recorder record() {
        RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));
        Recorder recorder = new Recorder(limits, blocks, new FlowSignal(), call.counters(), now);
        call.record(recorder, now);
        return recorder;
    }

    /** Hangs up. Returns how a recording ended, sooner or by that. */
    RecordingEnd end(Recorder recorder) {
        call.hangUp(now);
        drain();
        return Objects.requireNonNull(recorder.end());
    }

    long count(Count what) {
        return call.counters().value(what);
    }

    static Agreement agreement(int type, int events) {
        WireCodec codec = type == 8 ? ALAW : Calls.PCMU;
        return new Agreement(
                codec,
                new PayloadFormat(type, codec.name(), 8000, ""),
                Optional.of(new PayloadFormat(events, "telephone-event", 8000, "0-15")),
                Optional.empty());
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** A call in a time of its own, its packets in memory. */
class RtpCallTest {

    private static final long FRAME = 20_000_000;

    private long now;
    private long frame;
    private int sequence;
    private final MediaLoop loop = new MediaLoop(() -> now);
    private final Network network = new Network();
    private final RtpCall call = Calls.undescribed(loop, new PortPair(network, new Network()), new SplittableRandom(1));
    private final FlowSignal flow = new FlowSignal();
    private final SampleBlocks blocks = new SampleBlocks(new BlockBudget(100), flow);

    private Recorder record() {
        RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));
        Recorder recorder = new Recorder(limits, blocks, flow, loop.counters(), now);
        call.record(recorder, now);
        return recorder;
    }

    private void speak(int frames) {
        for (int i = 0; i < frames; i++) {
            byte[] sound = Phone.speech(1, sequence);
            network.arrive(
                    Calls.CALLER, Packets.octets(false, 0, sequence & 0xFFFF, sequence * 160, Packets.SSRC, sound));
            sequence++;
            now += FRAME;
            call.onFrame(frame++, now);
            SampleBlocks.Block block;
            while ((block = blocks.take()) != null) {
                blocks.back(block);
            }
        }
    }

    private Duration spoken(Recorder recorder) {
        call.hangUp(now);
        RecordingEnd end = Objects.requireNonNull(recorder.end());
        return end.spoken();
    }

    @Test
    void whoOnlySendsFromTheStartIsNoCallerOnHoldAfterARefresh() {
        Calls.describe(call, MediaDirection.SENDONLY, now);
        Recorder recorder = record();
        speak(50);
        Calls.describe(call, MediaDirection.SENDONLY, now);
        speak(50);

        assertThat(spoken(recorder)).isEqualTo(Duration.ofSeconds(2));
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

        assertThat(spoken(recorder)).isEqualTo(Duration.ofSeconds(2));
    }
}

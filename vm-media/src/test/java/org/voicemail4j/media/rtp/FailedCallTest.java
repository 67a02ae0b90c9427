package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.codec.AudioCodecs;

/** Calls that fail for reasons that are nobody's fault but the code's: no other call notices, and nothing is kept for good. */
class FailedCallTest {

    private static final class Broken implements DatagramPort {

        @Override
        public @Nullable InetSocketAddress receive(ByteBuffer into) {
            throw new IllegalStateException("planted");
        }

        @Override
        public boolean send(ByteBuffer octets, InetSocketAddress to) {
            return false;
        }

        @Override
        public int number() {
            return 4000;
        }

        @Override
        public void close() {}
    }

    @Test
    void whoCannotBeLookedAtHoldsUpNoOther() {
        MediaLoop loop = new MediaLoop(() -> 0);
        Network network = new Network();
        RtpCall broken = Calls.on(loop, new PortPair(new Broken(), new Network()), new SplittableRandom(1));
        RtpCall other = Calls.on(loop, new PortPair(network, new Network()), new SplittableRandom(2));
        Slot slot = new Slot(0);
        slot.add(broken);
        slot.add(other);
        slot.watch(broken);
        List<RtpCall> failed = new ArrayList<>();

        slot.look(1_000_000, (call, why) -> failed.add(call));

        assertThat(failed).containsExactly(broken);
        assertThat(slot.hasTurnToWatch()).isTrue();
        slot.watch(other);
        slot.look(2_000_000, (call, why) -> failed.add(call));
        assertThat(failed).containsExactly(broken);
        assertThat(network.looks).isEqualTo(1);
    }

    private static final class Failing implements AudioSink {

        @Override
        public AudioFormat format() {
            return AudioFormat.SLN;
        }

        @Override
        public void append(ByteBuffer audio) {
            throw new AssertionError("planted");
        }

        @Override
        public Duration length() {
            return Duration.ZERO;
        }
    }

    @Test
    void aRecordingWhoseSinkFailsWithAnErrorEndsBeforeItsMemoryIsGivenBack() {
        RecordingWriter writer = new RecordingWriter(
                List.of(new Failing()),
                AudioCodecs.standard(),
                new BlockBudget(100),
                new FlowSignal(),
                new Scribe(),
                () -> {},
                1);
        for (int i = 0; i < 30; i++) {
            writer.blocks().append(new short[160], 0, 160);
        }
        writer.wake();
        AtomicReference<@Nullable RecordingEnd> end = new AtomicReference<>();

        assertThatThrownBy(() -> writer.write(end::get, () -> end.set(ended()))).isInstanceOf(AssertionError.class);

        assertThat(end.get()).as("was told to end").isNotNull();
    }

    private static RecordingEnd ended() {
        return new RecordingEnd(
                RecordingEnd.Reason.SINK_FAILED, Optional.empty(), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}

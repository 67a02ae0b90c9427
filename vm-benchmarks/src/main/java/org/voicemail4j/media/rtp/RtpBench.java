package org.voicemail4j.media.rtp;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.voicemail4j.audio.AudioFormat;

/** What the engine does with a packet of 20 ms, sockets left out: one packet for each operation. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RtpBench {

    /** Calls that are recorded. */
    @State(Scope.Thread)
    public static class Recorded {

        @Param({"wav", "wav49"})
        public String format = "wav";

        @Param({"1", "1000"})
        public int calls;

        private EngineRig[] rigs = {};
        private int next;

        @Setup
        public void begin() {
            rigs = new EngineRig[calls];
            for (int i = 0; i < calls; i++) {
                rigs[i] = EngineRig.recording(format.equals("wav") ? AudioFormat.WAV : AudioFormat.WAV49);
            }
        }
    }

    /** A call that hears something. */
    @State(Scope.Thread)
    public static class Played {

        private final EngineRig rig = EngineRig.playing();
        private int frames;
    }

    /** A call that hears a recording. */
    @State(Scope.Thread)
    public static class Listening {

        @Param({"wav", "wav49"})
        public String format = "wav";

        private EngineRig rig = EngineRig.playing();

        @Setup
        public void begin() {
            rig = EngineRig.listening(format.equals("wav") ? AudioFormat.WAV : AudioFormat.WAV49);
        }
    }

    /** The reorder window and what comes through it. */
    @State(Scope.Thread)
    public static class Arriving {

        @Param
        public PartRig.Network network = PartRig.Network.IN_ORDER;

        private PartRig rig = new PartRig(network);

        @Setup
        public void begin() {
            rig = new PartRig(network);
        }
    }

    /** The detectors. */
    @State(Scope.Thread)
    public static class Heard {

        private final PartRig rig = new PartRig(PartRig.Network.IN_ORDER);
    }

    /** RTP to file: a packet is taken, put in order, decoded, measured, and its share of a block encoded. */
    @Benchmark
    public void record(Recorded calls) {
        calls.next = calls.next + 1 == calls.calls ? 0 : calls.next + 1;
        calls.rigs[calls.next].frame();
    }

    /** Memory to RTP. */
    @Benchmark
    public void play(Played call) {
        if (++call.frames % 2000 == 0) {
            call.rig.feed();
        }
        call.rig.frame();
    }

    /** File to RTP: a packet is sent, and its share of a piece read, decoded and encoded. */
    @Benchmark
    public void listen(Listening call) {
        call.rig.frame();
    }

    /** The window that puts packets in order. */
    @Benchmark
    public long reorder(Arriving packets) {
        return packets.rig.reorder();
    }

    /** Keys as events. */
    @Benchmark
    public long events(Heard sound) {
        return sound.rig.event();
    }

    /** Keys as tones, in speech. */
    @Benchmark
    public long tonesInSpeech(Heard sound) {
        return sound.rig.tonesInSpeech();
    }

    /** Keys as tones, where there are some. */
    @Benchmark
    public long tonesInKeys(Heard sound) {
        return sound.rig.tonesInKeys();
    }

    /** Silence. */
    @Benchmark
    public long silence(Heard sound) {
        return sound.rig.silence();
    }
}

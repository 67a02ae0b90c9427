package org.voicemail4j.benchmarks;

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
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;

/** G.711: 160 samples, a packet of 20 ms, for each operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class G711Bench {

    @Param({"ULAW", "ALAW"})
    AudioEncoding law = AudioEncoding.ULAW;

    private short[] sound = {};
    private byte[] codes = {};
    private AudioCodec.Encoder encoder = AudioCodecs.standard().require(law).encoder();
    private AudioCodec.Decoder decoder = AudioCodecs.standard().require(law).decoder();
    private final short[] samples = new short[160];
    private final byte[] coded = new byte[160];
    private int next;

    @Setup
    public void makeStream() {
        sound = Material.SPEECH.sound();
        codes = Material.SPEECH.coded(law);
        encoder = AudioCodecs.standard().require(law).encoder();
        decoder = AudioCodecs.standard().require(law).decoder();
    }

    private int next() {
        next = next == Material.SAMPLES - 160 ? 0 : next + 160;
        return next;
    }

    @Benchmark
    public byte[] encode() {
        encoder.encode(sound, next(), 160, coded, 0);
        return coded;
    }

    @Benchmark
    public short[] decode() {
        decoder.decode(codes, next(), 160, samples, 0);
        return samples;
    }
}

package org.voicemail4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;

/** G.722: 320 samples of 16 kHz, a packet of 20 ms, for each operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class G722Bench {

    private final AudioCodec codec = AudioCodecs.standard().require(AudioEncoding.G722);
    private final AudioCodec.Encoder encoder = codec.encoder();
    private final AudioCodec.Decoder decoder = codec.decoder();
    private final short[] sound = Material.SPEECH.sound();
    private final byte[] octets = Material.SPEECH.coded(AudioEncoding.G722);
    private final short[] samples = new short[320];
    private final byte[] coded = new byte[160];
    private int next;

    private int next() {
        next = next == Material.SAMPLES - 320 ? 0 : next + 320;
        return next;
    }

    @Benchmark
    public byte[] encode() {
        encoder.encode(sound, next(), 320, coded, 0);
        return coded;
    }

    @Benchmark
    public short[] decode() {
        decoder.decode(octets, next() / 2, 160, samples, 0);
        return samples;
    }
}

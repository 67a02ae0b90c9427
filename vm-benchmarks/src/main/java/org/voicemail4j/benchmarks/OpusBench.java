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
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.opus.Opus;

/** Opus by Concentus: a packet of 20 ms for each operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class OpusBench {

    private static final int PACKETS = 1000;
    private static final int BYTES = 60;

    private final AudioCodec.Encoder encoder = new Opus().encoder();
    private final AudioCodec.Decoder decoder = new Opus().decoder();
    private final short[] sound = Material.SPEECH.sound();
    private final byte[] packets = new byte[PACKETS * BYTES];
    private final short[] samples = new short[320];
    private final byte[] coded = new byte[BYTES];
    private int next;

    /** Packets of speech. */
    public OpusBench() {
        new Opus().encoder().encode(sound, 0, PACKETS * 320, packets, 0);
    }

    private int next() {
        next = next == PACKETS - 1 ? 0 : next + 1;
        return next;
    }

    @Benchmark
    public byte[] encode() {
        encoder.encode(sound, next() * 320, 320, coded, 0);
        return coded;
    }

    @Benchmark
    public short[] decode() {
        decoder.decode(packets, next() * BYTES, BYTES, samples, 0);
        return samples;
    }
}

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
import org.voicemail4j.media.signal.Loudness;
import org.voicemail4j.media.signal.RateConverter;

/** Changes of rate, and loudness: 20 ms of sound for each operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SignalBench {

    /** From what to what. */
    public enum Rates {
        FROM_16_TO_8(16_000, 8_000),
        FROM_8_TO_16(8_000, 16_000),
        FROM_44_TO_8(44_100, 8_000),
        FROM_48_TO_16(48_000, 16_000);

        private final int fromHz;
        private final int toHz;

        Rates(int fromHz, int toHz) {
            this.fromHz = fromHz;
            this.toHz = toHz;
        }
    }

    /** One stream. */
    @State(Scope.Thread)
    public static class Stream {

        @Param
        public Rates rates = Rates.FROM_16_TO_8;

        private RateConverter converter = RateConverter.of(16_000, 8_000);

        @Setup
        public void begin() {
            converter = RateConverter.of(rates.fromHz, rates.toHz);
        }
    }

    private final short[] sound = Material.SPEECH.sound();
    private final short[] converted = new short[1000];
    private Loudness loudness = new Loudness(8_000);
    private int next;

    private int next() {
        next = next + 960 > Material.SAMPLES - 960 ? 0 : next + 960;
        return next;
    }

    @Benchmark
    public short[] convert(Stream stream) {
        stream.converter.convert(sound, next(), stream.rates.fromHz / 50, converted, 0);
        return converted;
    }

    @Benchmark
    public Loudness loudness() {
        int at = next();
        loudness = at == 0 ? new Loudness(8_000) : loudness;
        loudness.add(sound, at, 160);
        return loudness;
    }
}

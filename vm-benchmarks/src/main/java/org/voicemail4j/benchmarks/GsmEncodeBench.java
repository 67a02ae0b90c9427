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
import org.tritonus.lowlevel.gsm.Encoder;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;

/**
 * GSM 06.10, sound to frames: one frame of 20 ms for each operation. Tritonus' encoder does not make the standard's frames;
 * its time is that of about the same work.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class GsmEncodeBench {

    @Param({"SPEECH", "NOISE"})
    Material material = Material.SPEECH;

    @Param({"1", "1000"})
    int instances;

    private short[] sound = {};
    private AudioCodec.Encoder[] plain = {};
    private AudioCodec.Encoder[] microsoft = {};
    private Encoder[] tritonus = {};
    private final byte[] coded = new byte[65];
    private final short[] frame = new short[160];
    private int next;

    @Setup
    public void makeStreams() {
        sound = material.sound();
        plain = new AudioCodec.Encoder[instances];
        microsoft = new AudioCodec.Encoder[instances];
        tritonus = new Encoder[instances];
        for (int i = 0; i < instances; i++) {
            plain[i] = AudioCodecs.standard().require(AudioEncoding.GSM).encoder();
            microsoft[i] =
                    AudioCodecs.standard().require(AudioEncoding.MICROSOFT_GSM).encoder();
            tritonus[i] = new Encoder();
        }
    }

    private int next() {
        next = next == Material.FRAMES - 2 ? 0 : next + 2;
        return next;
    }

    @Benchmark
    public byte[] frame33() {
        int i = next();
        plain[i % instances].encode(sound, i * 160, 160, coded, 0);
        return coded;
    }

    /** Two frames. */
    @Benchmark
    public byte[] block65() {
        int i = next();
        microsoft[i % instances].encode(sound, i * 160, 320, coded, 0);
        return coded;
    }

    @Benchmark
    public byte[] tritonus() {
        int i = next();
        System.arraycopy(sound, i * 160, frame, 0, 160);
        tritonus[i % instances].encode(frame, coded);
        return coded;
    }
}

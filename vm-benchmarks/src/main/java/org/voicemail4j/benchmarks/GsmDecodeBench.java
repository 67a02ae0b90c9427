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
import org.tritonus.lowlevel.gsm.GSMDecoder;
import org.tritonus.lowlevel.gsm.InvalidGSMFrameException;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;

/** GSM 06.10, frames to sound: one frame of 20 ms for each operation. Tritonus makes the same samples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class GsmDecodeBench {

    @Param({"SPEECH", "NOISE"})
    Material material = Material.SPEECH;

    @Param({"1", "1000"})
    int instances;

    private byte[] frames = {};
    private byte[] blocks = {};
    private AudioCodec.Decoder[] plain = {};
    private AudioCodec.Decoder[] microsoft = {};
    private GSMDecoder[] tritonus = {};
    private final short[] sound = new short[320];
    private final byte[] octets = new byte[320];
    private int next;

    @Setup
    public void makeStreams() {
        frames = material.coded(AudioEncoding.GSM);
        blocks = material.coded(AudioEncoding.MICROSOFT_GSM);
        plain = new AudioCodec.Decoder[instances];
        microsoft = new AudioCodec.Decoder[instances];
        tritonus = new GSMDecoder[instances];
        for (int i = 0; i < instances; i++) {
            plain[i] = AudioCodecs.standard().require(AudioEncoding.GSM).decoder();
            microsoft[i] =
                    AudioCodecs.standard().require(AudioEncoding.MICROSOFT_GSM).decoder();
            tritonus[i] = new GSMDecoder();
        }
    }

    private int next() {
        next = next == Material.FRAMES - 2 ? 0 : next + 2;
        return next;
    }

    @Benchmark
    public short[] frame33() {
        int i = next();
        plain[i % instances].decode(frames, i * 33, 33, sound, 0);
        return sound;
    }

    /** Two frames. */
    @Benchmark
    public short[] block65() {
        int i = next();
        microsoft[i % instances].decode(blocks, i / 2 * 65, 65, sound, 0);
        return sound;
    }

    @Benchmark
    public byte[] tritonus() throws InvalidGSMFrameException {
        int i = next();
        tritonus[i % instances].decode(frames, i * 33, octets, 0, false);
        return octets;
    }
}

package org.voicemail4j.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.opus.Opus;
import org.voicemail4j.media.signal.Loudness;
import org.voicemail4j.media.signal.RateConverter;

/**
 * What each codec, change of rate and measure of loudness costs for 20 ms of sound: the thread's CPU time and the memory that it
 * took, medians of rounds. For machines that do other work meanwhile, where JMH's wall clock says little.
 */
public final class CodecCpuTime {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 21;
    private static final int FRAMES = 900;

    private final com.sun.management.ThreadMXBean threads = EngineBench.threads();
    private final PrintWriter out =
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final short[] sound = Material.SPEECH.sound();

    private CodecCpuTime() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        new CodecCpuTime().run();
    }

    private void run() {
        out.println("on " + ManagementFactory.getRuntimeMXBean().getVmVersion());
        for (AudioEncoding encoding : AudioEncoding.values()) {
            AudioCodec codec = AudioCodecs.standard().require(encoding);
            int samples = Math.max(encoding.sampleRateHz() / 50, encoding.blockSamples());
            int bytes = samples / encoding.blockSamples() * encoding.blockBytes();
            codec(
                    encoding.name(),
                    codec.encoder(),
                    codec.decoder(),
                    samples,
                    bytes,
                    samples * 50.0 / encoding.sampleRateHz());
        }
        codec("OPUS", new Opus().encoder(), new Opus().decoder(), 320, 60, 1);
        rate(16_000, 8_000);
        rate(8_000, 16_000);
        rate(44_100, 8_000);
        rate(48_000, 16_000);
        Loudness loudness = new Loudness(8_000);
        measure("loudness, 8000 Hz", 1, i -> loudness.add(sound, i * 160, 160));
    }

    private void codec(
            String name,
            AudioCodec.Encoder encoder,
            AudioCodec.Decoder decoder,
            int samples,
            int bytes,
            double frames) {
        byte[] coded = new byte[FRAMES * bytes];
        short[] decoded = new short[2 * samples];
        int pieces = Math.min(FRAMES, sound.length / samples);
        measure(name + ", encode", frames, i -> encoder.encode(sound, i % pieces * samples, samples, coded, i * bytes));
        measure(name + ", decode", frames, i -> decoder.decode(coded, i * bytes, bytes, decoded, 0));
    }

    private void rate(int fromHz, int toHz) {
        RateConverter converter = RateConverter.of(fromHz, toHz);
        int samples = fromHz / 50;
        int pieces = sound.length / samples;
        short[] converted = new short[converter.most(samples)];
        measure(
                fromHz + " to " + toHz + " Hz",
                1,
                i -> converter.convert(sound, i % pieces * samples, samples, converted, 0));
    }

    private void measure(String what, double frames, IntConsumer work) {
        double[] nanos = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        long self = Thread.currentThread().getId();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long took = threads.getThreadAllocatedBytes(self);
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < FRAMES; i++) {
                work.accept(i);
            }
            if (round >= 0) {
                nanos[round] = (threads.getCurrentThreadCpuTime() - start) / frames / FRAMES;
                bytes[round] = (threads.getThreadAllocatedBytes(self) - took) / frames / FRAMES;
            }
        }
        Arrays.sort(nanos);
        Arrays.sort(bytes);
        out.printf(Locale.ROOT, "%-24s %9.0f ns %9.0f B%n", what, nanos[ROUNDS / 2], bytes[ROUNDS / 2]);
    }
}

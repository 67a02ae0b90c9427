package org.voicemail4j.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.tritonus.lowlevel.gsm.Encoder;
import org.tritonus.lowlevel.gsm.GSMDecoder;
import org.tritonus.lowlevel.gsm.InvalidGSMFrameException;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;

/**
 * GSM 06.10 beside Tritonus by the thread's CPU time, in rounds that take turns, for machines that do other work meanwhile:
 * there JMH's wall clock says little. Prints medians for a frame of 20 ms, and the ratios.
 */
public final class GsmCpuTime {

    private static final int WARM_UP = 15;
    private static final int ROUNDS = 60;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrintWriter out =
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private final short[] sound = Material.SPEECH.sound();
    private final byte[] frames = Material.SPEECH.coded(AudioEncoding.GSM);
    private final AudioCodec codec = AudioCodecs.standard().require(AudioEncoding.GSM);
    private final byte[] coded = new byte[33];
    private final short[] samples = new short[160];
    private final byte[] octets = new byte[320];

    private GsmCpuTime() {}

    /**
     * Takes the word {@code tritonus} if the comparison with that is enough; or {@code libgsm}, the folder of this module's C
     * sources, and that of libgsm's ({@code libgsm-1.0-pl22}; without it, the system's library is taken), for the one with that.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        if (words.contains("libgsm")) {
            Path library = Path.of(words.size() > 2 ? words.get(2) : "system");
            new GsmCpuTime().besideLibgsm(Path.of(words.get(1)), library);
        } else {
            new GsmCpuTime().run(words.contains("tritonus"));
        }
    }

    private void besideLibgsm(Path sources, Path library) throws IOException, InterruptedException {
        try (GsmControl control = GsmControl.start(sources, library, Material.SPEECH)) {
            Work encoder = encoders(1);
            Work decoder = decoders(1);
            compare("encode, libgsm", () -> nanosPerFrame(encoder), () -> control.nanosPerFrame("encode"));
            compare("decode, libgsm", () -> nanosPerFrame(decoder), () -> control.nanosPerFrame("decode"));
        }
    }

    private void run(boolean brief) {
        compare("encode, 1 stream", encoders(1), tritonusEncoder());
        compare("decode, 1 stream", decoders(1), tritonusDecoder());
        if (brief) {
            return;
        }
        compare("encode, 1000 streams by turns : 1", encoders(1), encoders(1000));
        compare("decode, 1000 streams by turns : 1", decoders(1), decoders(1000));
    }

    private void compare(String what, Work first, Work second) {
        compare(what, () -> nanosPerFrame(first), () -> nanosPerFrame(second));
    }

    private void compare(String what, DoubleSupplier first, DoubleSupplier second) {
        double[] a = new double[ROUNDS];
        double[] b = new double[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            double one = first.getAsDouble();
            double other = second.getAsDouble();
            if (i >= 0) {
                a[i] = one;
                b[i] = other;
            }
        }
        Arrays.sort(a);
        Arrays.sort(b);
        double one = a[ROUNDS / 2];
        double other = b[ROUNDS / 2];
        out.printf(Locale.ROOT, "%-36s %6.0f ns %6.0f ns  ratio %.2f%n", what, one, other, other / one);
    }

    private double nanosPerFrame(Work work) {
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < Material.FRAMES; i++) {
            work.code(i);
        }
        return (double) (threads.getCurrentThreadCpuTime() - start) / Material.FRAMES;
    }

    private Work encoders(int streams) {
        AudioCodec.Encoder[] encoders = new AudioCodec.Encoder[streams];
        Arrays.setAll(encoders, i -> codec.encoder());
        return i -> encoders[i % streams].encode(sound, i * 160, 160, coded, 0);
    }

    private Work decoders(int streams) {
        AudioCodec.Decoder[] decoders = new AudioCodec.Decoder[streams];
        Arrays.setAll(decoders, i -> codec.decoder());
        return i -> decoders[i % streams].decode(frames, i * 33, 33, samples, 0);
    }

    private Work tritonusEncoder() {
        Encoder encoder = new Encoder();
        return i -> {
            System.arraycopy(sound, i * 160, samples, 0, 160);
            encoder.encode(samples, coded);
        };
    }

    private Work tritonusDecoder() {
        GSMDecoder decoder = new GSMDecoder();
        return i -> {
            try {
                decoder.decode(frames, i * 33, octets, 0, false);
            } catch (InvalidGSMFrameException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Codes one frame. */
    @FunctionalInterface
    private interface Work {
        void code(int frame);
    }
}

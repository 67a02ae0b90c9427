package org.voicemail4j.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.rtp.EngineWork;
import org.voicemail4j.media.signal.RateConverter;

/**
 * Fails the build if the hot paths got worse: an output that differs, memory allocated for a frame or a packet, GSM slower
 * than it was beside Tritonus. Only what a busy machine cannot change is judged: checksums, bytes, and ratios of CPU time
 * of rounds that took turns in one process, as the median of several processes; a ratio that is too low is measured again in
 * more processes before it counts. Run by {@code -Pguard}.
 */
public final class Guard {

    private static final int WARM_UP = 40_000;
    private static final int MEASURED = 40_000;
    private static final double MOST_BYTES = 1.0;
    private static final int FORKS = 3;
    private static final int MORE_FORKS = 6;
    private static final double ENCODE_RATIO = 1.7;
    private static final double DECODE_RATIO = 1.4;

    private static final PrintWriter OUT =
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final List<String> failures = new ArrayList<>();
    private final Map<String, String> expected;
    private long blackHole;

    private Guard() throws IOException {
        expected = GuardedOutputs.read();
    }

    /** Takes no arguments; ends with 1 if a guard failed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Guard guard = new Guard();
        guard.codecs();
        guard.rates();
        guard.engine();
        guard.messageDesk();
        guard.gsmBesideTritonus();
        guard.failures.forEach(failure -> OUT.println("FAILED: " + failure));
        OUT.println(guard.failures.isEmpty() ? "all guards passed" : guard.failures.size() + " guards failed");
        if (guard.blackHole == 0) {
            OUT.println("nothing was done");
        }
        System.exit(guard.failures.isEmpty() ? 0 : 1);
    }

    // ---- outputs and memory

    private void codecs() {
        for (AudioEncoding encoding : AudioEncoding.values()) {
            AudioCodecs.standard().find(encoding).ifPresent(this::codec);
        }
    }

    private void codec(AudioCodec codec) {
        AudioEncoding encoding = codec.encoding();
        int frame = Math.max(160, encoding.blockSamples()) * (encoding.sampleRateHz() / 8000);
        int bytes = frame / encoding.blockSamples() * encoding.blockBytes();
        for (Material material : Material.values()) {
            short[] sound = material.sound();
            int frames = sound.length / frame;
            byte[] coded = new byte[bytes];
            byte[] all = material.coded(encoding);
            short[] samples = new short[frame];
            CRC32 encoded = new CRC32();
            CRC32 decoded = new CRC32();
            AudioCodec.Encoder encoder = codec.encoder();
            AudioCodec.Decoder decoder = codec.decoder();
            int[] next = new int[2];
            check("encode " + encoding + ", " + material, frames, encoded, () -> {
                encoder.encode(sound, next[0] * frame, frame, coded, 0);
                next[0] = (next[0] + 1) % frames;
                encoded.update(coded);
            });
            check("decode " + encoding + ", " + material, frames, decoded, () -> {
                decoder.decode(all, next[1] * bytes, bytes, samples, 0);
                next[1] = (next[1] + 1) % frames;
                for (short sample : samples) {
                    decoded.update(sample);
                    decoded.update(sample >> 8);
                }
            });
        }
    }

    private void rates() {
        int[][] all = {{16_000, 8_000}, {8_000, 16_000}, {44_100, 8_000}, {48_000, 16_000}};
        short[] sound = Material.SPEECH.sound();
        for (int[] rates : all) {
            RateConverter converter = RateConverter.of(rates[0], rates[1]);
            int frame = rates[0] / 50;
            int frames = sound.length / frame;
            short[] converted = new short[converter.most(frame)];
            CRC32 checksum = new CRC32();
            int[] next = new int[1];
            check("from " + rates[0] + " to " + rates[1] + " Hz", frames, checksum, () -> {
                int count = converter.convert(sound, next[0] * frame, frame, converted, 0);
                next[0] = (next[0] + 1) % frames;
                for (int i = 0; i < count; i++) {
                    checksum.update(converted[i]);
                    checksum.update(converted[i] >> 8);
                }
            });
        }
    }

    private void check(String what, int frames, CRC32 checksum, Runnable work) {
        for (int i = 0; i < frames; i++) {
            work.run();
        }
        output(what, Long.toHexString(checksum.getValue()));
        bytes(what, MOST_BYTES, work);
    }

    private void engine() {
        for (EngineWork work : EngineWork.all()) {
            for (int i = 0; i < 20_000; i++) {
                blackHole += work.frame().getAsLong();
            }
            output(work.name(), work.outcome().get());
            bytes(work.name(), work.mostBytes(), () -> blackHole += work.frame().getAsLong());
        }
    }

    /** What is no finished message must cost no memory, however long it goes on. */
    private void messageDesk() {
        SmdiReaderBench reader = new SmdiReaderBench();
        bytes("message desk, 31 octets of no message", MOST_BYTES, () -> blackHole += reader.noise());
    }

    private void output(String what, String outcome) {
        String right = expected.getOrDefault(what, "nothing");
        if (!right.equals(outcome)) {
            failures.add(what + ": its output is " + outcome + " instead of " + right);
        }
    }

    /** Memory for one frame, the least of three attempts: what a compiler or a timer does meanwhile does not count. */
    private void bytes(String what, double most, Runnable work) {
        run(work, WARM_UP);
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && least > most; attempt++) {
            long self = Thread.currentThread().getId();
            long before = EngineBench.threads().getThreadAllocatedBytes(self);
            run(work, MEASURED);
            least = Math.min(least, (double) (EngineBench.threads().getThreadAllocatedBytes(self) - before) / MEASURED);
        }
        OUT.printf(Locale.ROOT, "%-44s %6.2f B%n", what, least);
        if (least > most) {
            failures.add(String.format(Locale.ROOT, "%s: %.2f B allocated for a frame", what, least));
        }
    }

    private static void run(Runnable work, int times) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }

    // ---- time

    private void gsmBesideTritonus() throws IOException, InterruptedException {
        Map<String, List<Double>> ratios = new TreeMap<>();
        fork(FORKS, ratios);
        if (!areHighEnough(ratios)) {
            OUT.println("measuring again, in more processes");
            fork(MORE_FORKS, ratios);
        }
        ratio("encode", ENCODE_RATIO, ratios);
        ratio("decode", DECODE_RATIO, ratios);
    }

    private static boolean areHighEnough(Map<String, List<Double>> ratios) {
        return median(ratios, "encode") >= ENCODE_RATIO && median(ratios, "decode") >= DECODE_RATIO;
    }

    private void ratio(String what, double least, Map<String, List<Double>> ratios) {
        double median = median(ratios, what);
        OUT.printf(Locale.ROOT, "GSM %s: Tritonus takes %.2f times as long %s%n", what, median, ratios.get(what));
        if (median < least) {
            failures.add(String.format(
                    Locale.ROOT, "GSM %s: Tritonus takes %.2f times as long, not %.1f", what, median, least));
        }
    }

    private static double median(Map<String, List<Double>> ratios, String what) {
        double[] sorted = ratios.getOrDefault(what, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static void fork(int forks, Map<String, List<Double>> ratios) throws IOException, InterruptedException {
        for (int i = 0; i < forks; i++) {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            ManagementFactory.getRuntimeMXBean().getClassPath(),
                            GsmCpuTime.class.getName(),
                            "tritonus")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("a measuring process failed: " + said);
            }
            said.lines().filter(line -> line.contains("ratio")).forEach(line -> {
                String what = line.substring(0, line.indexOf(','));
                double ratio = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                ratios.computeIfAbsent(what, key -> new ArrayList<>()).add(ratio);
            });
        }
    }
}

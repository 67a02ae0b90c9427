package org.voicemail4j.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The media engine under load beside a plain epoll loop in C, in turns in the same run: what a packet costs, and whether
 * one is lost. The engine has one loop; a generator in C sends from another core. Run it pinned:
 *
 * <pre>taskset -c 1 java -cp vm-benchmarks/target/benchmarks.jar org.voicemail4j.benchmarks.EngineBench record 2000 10 5</pre>
 */
public final class EngineBench {

    private static final PrintWriter OUT =
            new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private static final String USAGE =
            "usage: EngineBench record|wav49|renditions|duplex CALLS SECONDS ROUNDS [GENERATOR_CORE [SOURCE_FOLDER]]";

    private final EngineLoad.Work work;
    private final int calls;
    private final int seconds;
    private final int rounds;
    private final String core;
    private final Path sources;
    private final List<double[]> figures = new ArrayList<>();

    private EngineBench(String[] words) {
        work = EngineLoad.Work.valueOf(words[0].toUpperCase(Locale.ROOT));
        calls = Integer.parseInt(words[1]);
        seconds = Integer.parseInt(words[2]);
        rounds = Integer.parseInt(words[3]);
        core = words.length > 4 ? words[4] : "0";
        sources = Path.of(words.length > 5 ? words[5] : "vm-benchmarks/src/main/c");
    }

    /** See the usage. */
    public static void main(String[] words) throws IOException, InterruptedException {
        if (words.length < 4) {
            OUT.println(USAGE);
            return;
        }
        new EngineBench(words).run();
    }

    private void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("engine-bench");
        try {
            Path program = CPrograms.compile(sources.resolve("rtp_control.c"), folder);
            boolean keys = work == EngineLoad.Work.DUPLEX;
            try (EngineControl bare = new EngineControl(program, core, calls, "bare", keys);
                    EngineControl same = new EngineControl(program, core, calls, "", keys);
                    EngineControl gathered = new EngineControl(program, core, calls, "gathered", keys);
                    EngineLoad engine = new EngineLoad(work, calls, folder)) {
                for (int round = -1; round < rounds; round++) {
                    round(round, engine, same, gathered, bare);
                }
            }
            summary();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void round(int round, EngineLoad engine, EngineControl same, EngineControl gathered, EngineControl bare)
            throws IOException, InterruptedException {
        EngineLoad.Result ours = engine.measure(same.generator(), seconds);
        EngineControl.Result beside = same.measure(seconds);
        EngineControl.Result fivefold = gathered.measure(seconds);
        EngineControl.Result plain = bare.measure(seconds);
        OUT.printf(
                Locale.ROOT,
                "%s: loop %.0f ns, process %.0f ns, %.2f B a packet | C %.0f ns, five frames at a time %.0f ns, only receiving %.0f ns | %s; C lost %d%n",
                round < 0 ? "warm-up" : "round " + (round + 1),
                ours.loopNanos(),
                ours.processNanos(),
                ours.bytes(),
                beside.nanos(),
                fivefold.nanos(),
                plain.nanos(),
                ours.losses(),
                beside.lost() + fivefold.lost() + plain.lost());
        if (round >= 0) {
            figures.add(new double[] {
                ours.loopNanos(),
                ours.processNanos(),
                ours.bytes(),
                beside.nanos(),
                plain.nanos(),
                ours.loopNanos() / beside.nanos(),
                ours.loopNanos() / plain.nanos(),
                ours.callSecondCost(),
                ours.processNanos() / beside.nanos(),
                fivefold.nanos(),
                ours.loopNanos() / fivefold.nanos()
            });
        }
    }

    private void summary() {
        OUT.printf(
                Locale.ROOT,
                "%s, %d calls, median of %d rounds of %d s: loop %.0f ns and %.2f B a packet, process %.0f ns;"
                        + " C loop doing the same %.0f ns (ratio %.2f, whole process %.2f), five frames at a time"
                        + " %.0f ns (ratio %.2f), C only receiving %.0f ns (ratio %.2f); %.5f CPU-s per call-second%n",
                work,
                calls,
                rounds,
                seconds,
                median(0),
                median(2),
                median(1),
                median(3),
                median(5),
                median(8),
                median(9),
                median(10),
                median(4),
                median(6),
                median(7));
    }

    private double median(int figure) {
        double[] sorted = figures.stream().mapToDouble(row -> row[figure]).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The JVM's bean that knows what threads use. */
    static ThreadMXBean threads() {
        return (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }
}

package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.examples.server.bench.BenchReport;
import org.voicemail4j.examples.server.bench.CallGenerator;
import org.voicemail4j.examples.server.bench.Outcome;
import org.voicemail4j.examples.server.bench.Recordings;
import org.voicemail4j.examples.server.bench.Sample;
import org.voicemail4j.examples.server.bench.ServerUnderLoad;
import org.voicemail4j.examples.server.bench.Verdict;
import org.voicemail4j.examples.server.phone.MuLaw;
import org.voicemail4j.examples.server.phone.Speech;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Loads a server with calls and says what they cost. */
@Command(
        name = "bench",
        description = {
            "Loads a server with calls on this machine and says what they cost it.",
            "Starts a server in a process of its own with a temporary spool, places calls that listen to a greeting and "
                    + "then talk, and compares every stored message, octet for octet, with what was said. The calls come "
                    + "from a generator with SIP and RTP of its own. Prints how things stand each second, then calls per "
                    + "core, CPU seconds of the server for each second of a call, how evenly its packets came, and what was "
                    + "lost. The exit code is 1 if anything was."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchCommand implements Callable<Integer> {

    private static final int FIRST_MAILBOX = 100_000;
    private static final int WARM_SECONDS = 3;
    private static final Duration STORING = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(names = "--calls", paramLabel = "N", description = "Calls at once, ${DEFAULT-VALUE} unless given.")
    private int calls = 50;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each talks, ${DEFAULT-VALUE} unless given.")
    private int seconds = 10;

    @Option(
            names = "--greeting",
            paramLabel = "S",
            description = "How long a greeting each hears first, ${DEFAULT-VALUE} unless given.")
    private int greeting = 2;

    @Option(names = "--rate", paramLabel = "N", description = "Calls begun in a second, ${DEFAULT-VALUE} unless given.")
    private int rate = 20;

    @Option(
            names = "--warm",
            paramLabel = "N",
            description = "Rounds of short calls before that are not measured, ${DEFAULT-VALUE} unless given.")
    private int warm = 1;

    @Option(
            names = "--format",
            paramLabel = "FORMATS",
            description = "What is recorded, such as wav or wav,gsm,wav49; "
                    + "wav comes first, for it is what is compared. ${DEFAULT-VALUE} unless given.")
    private String format = "wav";

    @Option(
            names = "--server-cores",
            paramLabel = "CORES",
            description =
                    "Bind the server to these processors, such as 0 or 0-3, by taskset. Bind this command to others "
                            + "by starting it under taskset.")
    private @Nullable String serverCores;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures with charts to an HTML page.")
    private @Nullable Path report;

    @Option(names = "--keep", description = "Keep the temporary folder and tell where it is.")
    private boolean keep;

    @Override
    public Integer call() {
        check();
        Path folder = temporaryFolder();
        try {
            Verdict verdict = load(folder);
            verdict.lines().forEach(this::print);
            verdict.outcome().failures().stream().distinct().limit(5).forEach(why -> print("failed: " + why));
            if (report != null) {
                write(report, BenchReport.html(title(), verdict));
            }
            print(verdict.isGood() ? "nothing was lost" : "something was lost");
            return verdict.isGood() ? 0 : 1;
        } finally {
            if (keep) {
                print("kept in " + folder);
            } else {
                FolderTree.delete(folder);
            }
        }
    }

    private void check() {
        Settings.atLeast(1, "--calls", calls);
        Settings.atLeast(1, "--seconds", seconds);
        Settings.atLeast(1, "--greeting", greeting);
        Settings.atLeast(1, "--rate", rate);
        Settings.atLeast(0, "--warm", warm);
        if (serverCores != null && !serverCores.matches("[0-9]{1,4}(?:[-,][0-9]{1,4})*")) {
            throw new UsageException("--server-cores: '" + serverCores + "' is not like 0, 0-3 or 0,2");
        }
        if (!(format.equals("wav") || format.startsWith("wav,")) || !format.matches("[a-z0-9,]+")) {
            throw new UsageException("--format: wav must come first: " + format);
        }
    }

    private String title() {
        return calls + " calls that hear " + greeting + " s and talk " + seconds + " s, recorded as " + format;
    }

    // ---- the load

    private Verdict load(Path folder) {
        List<String> mailboxes = IntStream.range(FIRST_MAILBOX, FIRST_MAILBOX + calls)
                .mapToObj(Integer::toString)
                .toList();
        prepare(folder, mailboxes);
        try (ServerUnderLoad server = new ServerUnderLoad(command(folder), folder.resolve("server.log"))) {
            print(title() + "; server " + server.address());
            for (int round = 0; round < warm; round++) {
                place(server, mailboxes, MuLaw.encode(talk(WARM_SECONDS)), "warming up", new ArrayList<>());
                Recordings warming = new Recordings(folder.resolve("spool"), talk(WARM_SECONDS));
                warming.await(mailboxes, STORING);
                warming.clear(mailboxes);
            }
            return measure(folder, mailboxes, server);
        }
    }

    private Verdict measure(Path folder, List<String> mailboxes, ServerUnderLoad server) {
        byte[] words = MuLaw.encode(talk(seconds));
        List<Sample> samples = new ArrayList<>();
        double before = cpu(server);
        Outcome outcome = place(server, mailboxes, words, "measuring", samples);
        double used = cpu(server) - before;
        Recordings recordings = new Recordings(folder.resolve("spool"), MuLaw.decode(words));
        recordings.await(mailboxes, STORING);
        return new Verdict(outcome, recordings.compare(mailboxes), used, samples);
    }

    private Outcome place(
            ServerUnderLoad server, List<String> mailboxes, byte[] words, String phase, List<Sample> samples) {
        double[] last = {cpu(server)};
        try (CallGenerator generator = new CallGenerator(server.address(), new SecureRandom())) {
            return generator.place(mailboxes, rate, words, (second, state) -> {
                double now = cpu(server);
                Sample sample = new Sample(second, state.up(), now - last[0], server.residentMebibytes());
                last[0] = now;
                samples.add(sample);
                print(String.format(
                        Locale.ROOT,
                        "%3d s %s: %d up, %d done, %d failed of %d; server %.2f cores, %d MiB",
                        second,
                        phase,
                        state.up(),
                        state.done(),
                        state.failed(),
                        calls,
                        sample.cores(),
                        sample.residentMebibytes()));
            });
        }
    }

    private static double cpu(ServerUnderLoad server) {
        return server.cpu().toMillis() / 1000.0;
    }

    private static short[] talk(int length) {
        return Speech.say(length, 3);
    }

    // ---- the server

    private void prepare(Path folder, List<String> mailboxes) {
        write(
                folder.resolve("voicemail.conf"),
                "[general]\nformat=" + format.replace(',', '|') + "\nmaxsecs=0\n[default]\n"
                        + mailboxes.stream().map(box -> box + " => 4242,Load\n").collect(Collectors.joining()));
        for (String name : List.of("vm-intro", "beep", "auth-thankyou", "vm-theperson", "vm-isunavail")) {
            writeWav(folder.resolve("sounds").resolve(name + ".wav"), new short[480]);
        }
        short[] words = Speech.say(greeting, 7);
        for (String mailbox : mailboxes) {
            writeWav(folder.resolve("spool/default").resolve(mailbox).resolve("unavail.wav"), words);
        }
    }

    private List<String> command(Path folder) {
        List<String> command = new ArrayList<>();
        if (serverCores != null) {
            command.addAll(List.of("taskset", "-c", serverCores));
        }
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--sip",
                "udp:127.0.0.1:0",
                "--rtp-ports",
                "20000-" + Math.min(32_000, 20_999 + 5 * calls),
                "--store",
                "fs:" + folder.resolve("spool"),
                "--mailboxes",
                folder.resolve("voicemail.conf").toString(),
                "--sounds",
                folder.resolve("sounds").toString(),
                "--max-calls",
                Integer.toString(calls + 10)));
        return command;
    }

    // ---- files and output

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("voicemail-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void writeWav(Path file, short[] samples) {
        ByteBuffer octets = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        octets.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(36 + 2 * samples.length);
        octets.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
        octets.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
        octets.putShort((short) 2).putShort((short) 16);
        octets.put(new byte[] {'d', 'a', 't', 'a'}).putInt(2 * samples.length);
        for (short sample : samples) {
            octets.putShort(sample);
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, octets.array());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}

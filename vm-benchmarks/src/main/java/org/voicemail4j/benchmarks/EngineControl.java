package org.voicemail4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The epoll loop in C, and the generator that feeds both it and the engine. */
final class EngineControl implements AutoCloseable {

    /**
     * What a run cost.
     *
     * @param nanos CPU time of a packet
     * @param lost packets that were missing
     */
    record Result(double nanos, long lost) {}

    /** Sends every port a packet every 20 ms, for so long. */
    @FunctionalInterface
    interface Generator {
        void send(List<Integer> ports, int seconds, int firstSequence) throws IOException, InterruptedException;
    }

    private final Path program;
    private final String core;
    private final boolean keys;
    private final Process receiver;
    private final BufferedReader answers;
    private final List<Integer> ports;
    private int sequence;

    /**
     * @param way {@code bare}, {@code gathered}, or empty for one packet at a time as soon as it is there
     */
    EngineControl(Path program, String core, int calls, String way, boolean keys) throws IOException {
        this.program = program;
        this.core = core;
        this.keys = keys;
        List<String> command = new ArrayList<>(List.of(program.toString(), "receive", Integer.toString(calls)));
        if (!way.isEmpty()) {
            command.add(way);
        }
        receiver = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.US_ASCII));
        ports = Arrays.stream(answers.readLine().trim().split(" "))
                .map(Integer::valueOf)
                .toList();
    }

    Generator generator() {
        return (to, seconds, first) -> {
            List<String> command = new ArrayList<>(List.of("taskset", "-c", core, program.toString(), "send"));
            command.addAll(List.of(Integer.toString(seconds), Integer.toString(first)));
            if (keys) {
                command.add("keys");
            }
            Process sender = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            StringBuilder list = new StringBuilder();
            to.forEach(port -> list.append(port).append('\n'));
            sender.getOutputStream().write(list.toString().getBytes(StandardCharsets.US_ASCII));
            sender.getOutputStream().close();
            if (sender.waitFor() != 0) {
                throw new IOException("the generator failed");
            }
        };
    }

    Result measure(int seconds) throws IOException, InterruptedException {
        long[] before = ask();
        generator().send(ports, seconds, sequence);
        sequence += seconds * 50;
        long[] after = ask();
        return new Result((double) (after[3] - before[3]) / (after[0] - before[0]), after[1] - before[1]);
    }

    private long[] ask() throws IOException {
        receiver.getOutputStream().write('\n');
        receiver.getOutputStream().flush();
        return Arrays.stream(answers.readLine().trim().split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @Override
    public void close() {
        receiver.destroy();
    }
}

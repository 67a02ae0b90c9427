package org.voicemail4j.mail.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/**
 * Another program and its arguments. It is started directly, without a shell: whatever an argument holds is that argument
 * and nothing else. It sees only {@code PATH} of our environment, reads what it is given from a file, and is killed with
 * what it started when it takes too long. Immutable.
 *
 * @param command the program, then its arguments
 * @param patience how long it may take
 */
public record Program(List<String> command, Duration patience) {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final int MOST_OUTPUT = 4096;
    private static final long FAR_TOO_MUCH = 16_000_000;
    private static final long LOOK_MILLIS = 500;
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public Program {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no program");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("no patience with " + command.get(0) + ": " + patience);
        }
    }

    /**
     * What became of a run.
     *
     * @param exit the exit code
     * @param output the first {@value #MOST_OUTPUT} octets of standard output and error, unless something else is said
     */
    public record Exit(int exit, String output) {}

    /**
     * A program as a configuration file has it: words, quoted with {@code "} or {@code '} where they have blanks. What a
     * shell would do with other characters nobody does here.
     */
    public static Program parse(String line, Duration patience) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return new Program(words, patience);
    }

    /** The same with more arguments. */
    public Program with(List<String> more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(more);
        return new Program(all, patience);
    }

    /** Runs it with nothing to read. */
    public Exit run() {
        return run(new byte[0]);
    }

    /**
     * Runs it.
     *
     * @param input what it reads from standard input
     * @throws VoicemailException if it cannot be started, or took too long
     */
    public Exit run(byte[] input) {
        Path in = null;
        Path out = null;
        try {
            in = Files.createTempFile("voicemail", ".in");
            out = Files.createTempFile("voicemail", ".out");
            Files.write(in, input);
            return run(in, out);
        } catch (IOException e) {
            throw new VoicemailException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } finally {
            delete(in);
            delete(out);
        }
    }

    /**
     * Runs it for what it writes, with nothing to read.
     *
     * @param most octets of standard output that are wanted
     * @return those if it exits with 0, else the first {@value #MOST_OUTPUT} octets of standard error
     * @throws VoicemailException if it cannot be started, took too long, or wrote far more than that
     */
    public Exit runForOutput(int most) {
        Path in = null;
        Path out = null;
        Path err = null;
        try {
            in = Files.createTempFile("voicemail", ".in");
            out = Files.createTempFile("voicemail", ".out");
            err = Files.createTempFile("voicemail", ".err");
            int exit = exit(in, out, err);
            return exit == 0 ? new Exit(exit, start(out, most)) : new Exit(exit, start(err, MOST_OUTPUT));
        } catch (IOException e) {
            throw new VoicemailException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } finally {
            delete(in);
            delete(out);
            delete(err);
        }
    }

    /**
     * Runs it for the octets that it writes, with nothing to read.
     *
     * @param sink gets what it wrote to standard output, once it has exited with 0; left open
     * @throws IOException if those cannot be passed on
     * @throws VoicemailException if it cannot be started, took too long, wrote nothing or more than 16 MB, or exited with
     *     another code
     */
    public void runInto(OutputStream sink) throws IOException {
        Path in = null;
        Path out = null;
        Path err = null;
        try {
            in = Files.createTempFile("voicemail", ".in");
            out = Files.createTempFile("voicemail", ".out");
            err = Files.createTempFile("voicemail", ".err");
            int exit = exit(in, out, err);
            if (exit != 0 || Files.size(out) == 0) {
                throw new VoicemailException(command.get(0) + " wrote nothing, exit code " + exit + ": "
                        + start(err, MOST_OUTPUT).strip());
            }
            if (Files.size(out) > FAR_TOO_MUCH) {
                throw new VoicemailException(command.get(0) + " wrote too much");
            }
            Files.copy(out, sink);
        } finally {
            delete(in);
            delete(out);
            delete(err);
        }
    }

    private int exit(Path in, Path out, Path err) {
        try {
            return exit(
                    new ProcessBuilder(command)
                            .redirectInput(in.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile()),
                    List.of(out, err));
        } catch (IOException e) {
            throw new VoicemailException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private Exit run(Path in, Path out) throws IOException {
        int exit = exit(
                new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile()),
                List.of(out));
        return new Exit(exit, start(out, MOST_OUTPUT));
    }

    /** @param outputs the files that it writes to */
    private int exit(ProcessBuilder builder, List<Path> outputs) throws IOException {
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", SYSTEM_PATH);
        environment.clear();
        environment.put("PATH", path);
        Process process = builder.start();
        try {
            long left = patience.toMillis();
            while (!process.waitFor(Math.min(left, LOOK_MILLIS), TimeUnit.MILLISECONDS)) {
                left -= LOOK_MILLIS;
                if (left <= 0) {
                    throw new VoicemailException(command.get(0) + " took longer than " + patience + " and was killed");
                }
                for (Path output : outputs) {
                    if (Files.size(output) > FAR_TOO_MUCH) {
                        throw new VoicemailException(command.get(0) + " wrote too much and was killed");
                    }
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VoicemailException("interrupted while " + command.get(0) + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String start(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** Without the arguments, which may be about people. */
    @Override
    public String toString() {
        return "Program[" + command.get(0) + "]";
    }
}

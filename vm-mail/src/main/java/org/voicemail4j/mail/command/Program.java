package org.voicemail4j.mail.command;

import java.io.IOException;
import java.io.InputStream;
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
     * @param output the first {@value #MOST_OUTPUT} octets of standard output and error
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

    private Exit run(Path in, Path out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", SYSTEM_PATH);
        environment.clear();
        environment.put("PATH", path);
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VoicemailException(command.get(0) + " took longer than " + patience + " and was killed");
            }
            return new Exit(process.exitValue(), start(out));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VoicemailException("interrupted while " + command.get(0) + " ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
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

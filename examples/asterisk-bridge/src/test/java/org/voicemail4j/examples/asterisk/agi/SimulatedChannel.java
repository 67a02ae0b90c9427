package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.examples.asterisk.agi.FarEndScript.Event;
import org.voicemail4j.media.file.SoundFile;

/** The commands of AGI, on a channel whose far end follows a script. Keys between two commands do not happen here. */
final class SimulatedChannel {

    private static final int PROMPT_MILLIS = 1000;
    private static final int REWOUND_AFTER_KEY = 200 * 8;
    private static final int LOUD = 256;

    /** Prompts that this Asterisk lacks. */
    final Set<String> lacks = new LinkedHashSet<>();

    /** What was left of its last wait for sound when a recording has ended by its time. */
    int millisLeft;

    /** Where its dialplan has extensions, as {@code extension@context}. */
    final Set<String> extensions = new LinkedHashSet<>();

    private final FarEndScript caller;
    private final Map<String, String> variables;
    private final Path folder;
    private final VirtualTime time;
    private boolean hungUp;
    private boolean told;
    private final HeardFiles heard = new HeardFiles();
    private Runnable whileRecording = () -> {};

    SimulatedChannel(FarEndScript caller, Map<String, String> variables, Path folder, VirtualTime time) {
        this.caller = caller;
        this.variables = variables;
        this.folder = folder;
        this.time = time;
    }

    /** Does something after each second of a recording that has been written. */
    void afterEachSecond(Runnable action) {
        whileRecording = action;
    }

    /** Whether the far end has hung up since this was last asked. */
    boolean noticesHangUp() {
        boolean news = hungUp && !told;
        told = hungUp;
        return news;
    }

    List<String> run(List<String> words) throws IOException {
        String two = words.size() > 1 ? words.get(0) + ' ' + words.get(1) : words.get(0);
        return switch (two) {
            case "SET VARIABLE" -> {
                variables.put(words.get(2), words.get(3));
                yield List.of("200 result=1");
            }
            case "GET VARIABLE" -> value(Optional.ofNullable(variables.get(words.get(2))));
            case "CHANNEL STATUS" -> List.of("200 result=6");
            default ->
                hungUp
                        ? List.of("511 Command Not Permitted on a dead channel or intercept routine")
                        : alive(two, words);
        };
    }

    private List<String> alive(String two, List<String> words) throws IOException {
        return switch (two) {
            case "ANSWER" -> List.of("200 result=0");
            case "HANGUP" -> {
                hungUp = true;
                yield List.of("200 result=1");
            }
            case "WAIT FOR" -> waitForDigit(Integer.parseInt(words.get(3)));
            case "STREAM FILE" -> stream(words.get(2), words.get(3), words.size() > 4 ? words.get(4) : "0");
            case "RECORD FILE" -> record(words.get(2), words.get(3), words.get(4), words.subList(5, words.size()));
            case "GET FULL" -> value(exists(words.get(3)));
            case "SET CONTEXT", "SET EXTENSION", "SET PRIORITY" -> {
                variables.put(words.get(1), words.get(2));
                yield List.of("200 result=0");
            }
            default ->
                words.get(0).equals("EXEC") || words.get(0).equals("VERBOSE")
                        ? List.of(words.get(0).equals("EXEC") ? "200 result=0" : "200 result=1")
                        : List.of(
                                "520-Invalid command syntax.  Proper usage follows:",
                                "Usage: as documented.",
                                "520 End of proper usage.");
        };
    }

    private static List<String> value(Optional<String> value) {
        return List.of(value.map(text -> "200 result=1 (" + text + ")").orElse("200 result=0"));
    }

    /** The one function that is asked for: ${DIALPLAN_EXISTS(context,extension,1)}. */
    private Optional<String> exists(String expression) {
        String[] parts = expression.substring(expression.indexOf('(') + 1).split(",");
        return Optional.of(extensions.contains(parts[1] + '@' + parts[0]) ? "1" : "0");
    }

    private List<String> waitForDigit(int millis) {
        Event event = caller.next(millis);
        time.pass(event.millis());
        hungUp |= event.hangsUp();
        return List.of("200 result=" + (hungUp ? -1 : (int) event.key()));
    }

    private List<String> stream(String name, String escape, String offset) {
        int at = Integer.parseInt(offset) / 8;
        Optional<Integer> length = length(name);
        if (length.isEmpty()) {
            return List.of("200 result=-1 endpos=0");
        }
        while (at < length.get()) {
            Event event = caller.next(length.get() - at);
            time.pass(event.millis());
            file(name).ifPresent(heard.of(at, event));
            at += event.millis();
            if (event.hangsUp()) {
                hungUp = true;
                return List.of("200 result=-1 endpos=" + at * 8);
            }
            if (event.key() != 0 && escape.indexOf(event.key()) >= 0) {
                return List.of("200 result=" + (int) event.key() + " endpos=" + at * 8);
            }
        }
        return List.of("200 result=0 endpos=" + length.get() * 8);
    }

    /** A file of that name in whatever format, or a prompt. */
    private Optional<Integer> length(String name) {
        if (!name.startsWith("/")) {
            return lacks.contains(name) ? Optional.empty() : Optional.of(PROMPT_MILLIS);
        }
        return file(name).map(AudioContent::length).map(length -> (int) length.toMillis());
    }

    private Optional<AudioContent> file(String name) {
        Path wanted = Path.of(name);
        if (!folder.equals(wanted.getParent())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(wanted.getFileName() + "."))
                    .findFirst()
                    .flatMap(SoundFile::find);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What of files the far end has heard. */
    HeardFiles heard() {
        return heard;
    }

    private List<String> record(String name, String format, String escape, List<String> more) throws IOException {
        if (!folder.equals(Path.of(name).getParent())) {
            return List.of("200 result=-1 (writefile)");
        }
        int most = Integer.parseInt(more.get(0));
        int silence = more.stream()
                .filter(word -> word.startsWith("s="))
                .mapToInt(word -> Integer.parseInt(word.substring(2)) * 1000)
                .sum();
        Path file = Path.of(name + '.' + format);
        try (OutputStream out = Files.newOutputStream(file)) {
            int millis = 0;
            int quiet = 0;
            while (true) {
                short[] frame = new short[160];
                if (caller.isDone() && most < 0 && silence == 0) {
                    throw new AssertionError("a recording that nothing ends");
                }
                Event event = caller.record(frame);
                if (event.hangsUp()) {
                    hungUp = true;
                    return List.of("200 result=-1 (hangup) endpos=" + millis * 8);
                }
                if (event.key() != 0 && escape.indexOf(event.key()) >= 0) {
                    out.flush();
                    return keyed(file, event.key(), millis * 8);
                }
                if (event.millis() == 0) {
                    continue;
                }
                out.write(octets(frame));
                time.pass(20);
                millis += 20;
                if (millis % 1000 == 0) {
                    out.flush();
                    whileRecording.run();
                }
                quiet = loud(frame) ? 0 : quiet + 20;
                if (silence > 0 && quiet > silence) {
                    truncate(file, Math.max(0, millis - (silence - 1000)) * 16L);
                    return List.of("200 result=" + millisLeft + " (timeout) endpos=" + (millis - (silence - 1000)) * 8);
                }
                if (most >= 0 && millis >= most) {
                    return List.of("200 result=" + millisLeft + " (timeout) endpos=" + millis * 8);
                }
            }
        }
    }

    private static List<String> keyed(Path file, char key, int samples) throws IOException {
        int kept = Math.max(0, samples - REWOUND_AFTER_KEY);
        truncate(file, kept * 2L);
        return List.of("200 result=" + (int) key + " (dtmf) endpos=" + kept);
    }

    private static void truncate(Path file, long octets) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(all, (int) Math.min(all.length, octets)));
    }

    private static byte[] octets(short[] frame) {
        ByteBuffer octets = ByteBuffer.allocate(frame.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        octets.asShortBuffer().put(frame);
        return octets.array();
    }

    private static boolean loud(short[] frame) {
        int sum = 0;
        for (short sample : frame) {
            sum += Math.abs(sample);
        }
        return sum / frame.length > LOUD;
    }
}

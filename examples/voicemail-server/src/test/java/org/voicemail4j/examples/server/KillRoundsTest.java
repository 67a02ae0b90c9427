package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.examples.server.phone.TalkFiles.noise;
import static org.voicemail4j.examples.server.phone.TalkFiles.ulaw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at random instants while sipp leaves messages in it, again and again on one spool. What sipp says it
 * did and when is the oracle: who had talked for long enough has exactly one message, with what was said up to a second
 * before; who had not talked yet has none; nobody has two, or half of one. Ten rounds, a hundred with {@code -Psoak}.
 */
class KillRoundsTest {

    private static final int ROUNDS = Boolean.getBoolean("soak") ? 100 : 10;
    private static final int CALLS = 12;
    private static final int MANY_CALLS = 100;
    private static final int TALK_MILLIS = 3_300;
    private static final int SAMPLES_PER_MILLI = 8;

    /** From the first packet to the end of the beep, with what a busy machine adds: how much of the beginning may lack. */
    private static final long BEFORE_RECORDING_MILLIS = 1_900;

    /** What a caller who hangs up in peace may have sent behind the talk's last packet that came. */
    private static final long END_MILLIS = 100;

    private static final long MAY_BE_LOST_MILLIS = 1_200;
    private static final Pattern LOGGED = Pattern.compile("(TALK|DONE) (\\S+) .*\\s(\\d+)\\.(\\d{3})\\d*$");
    private static final Pattern CALLER = Pattern.compile("(?m)^callerid=<?([^<>\\s]+)>?$");

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom();
    private final short[] talk = noise(TALK_MILLIS * SAMPLES_PER_MILLI, random);
    private final Map<String, Fate> fates = new HashMap<>();

    /** What became of one call. */
    private record Fate(long sentMillis, boolean done) {}

    @BeforeEach
    void prepare() throws IOException {
        Peers.need("sipp");
        Files.createDirectories(folder.resolve("work"));
        ulaw(folder.resolve("work").resolve("talk.ulaw"), talk);
    }

    @Test
    void nothingThatWasSaidIsLostHalvedOrDoubled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killOnce("%03d".formatted(round));
        }
        try (ServerProcess last = new ServerProcess(folder)) {
            last.terminate();
            assertThat(last.awaitExit()).isZero();
        }
        check();
    }

    /** Killed in the middle of what a hundred callers say: what is kept ends no more than a second before the kill. */
    @Test
    void aHundredRecordingsSurviveAKill() throws Exception {
        Path log = folder.resolve("work").resolve("calls-hundred.log");
        Sipp.Run calls;
        long killed;
        try (ServerProcess server = new ServerProcess(folder)) {
            start(server, "warm", folder.resolve("work").resolve("warm.log"), CALLS, 20)
                    .process()
                    .waitFor();
            calls = start(server, "hundred", log, MANY_CALLS, 80);
            TestServer.await("a hundred callers who talk", () -> lines(log, "TALK") == MANY_CALLS);
            boolean early = calls.process().waitFor(1_500, TimeUnit.MILLISECONDS);
            assertThat(early).as("sipp ended before the server was killed").isFalse();
            server.kill();
            killed = System.currentTimeMillis();
        }
        calls.process().destroyForcibly().waitFor();
        note(log, killed);
        try (ServerProcess last = new ServerProcess(folder)) {
            last.terminate();
            assertThat(last.awaitExit()).isZero();
        }

        Map<String, List<short[]>> messages = messages();
        messages.keySet().retainAll(fates.keySet());
        assertThat(fates).hasSize(MANY_CALLS);
        assertThat(messages).hasSizeGreaterThan(MANY_CALLS * 3 / 4);
        messages.forEach((caller, kept) -> {
            assertThat(kept).as("messages of %s", caller).hasSize(1);
            Fate fate = Objects.requireNonNull(fates.get(caller));
            assertThat(endInTalk(kept.get(0)))
                    .as("where the message of %s, %s, ends", caller, fate)
                    .isGreaterThanOrEqualTo(fate.sentMillis() - MAY_BE_LOST_MILLIS);
        });
    }

    private static long lines(Path log, String word) {
        try {
            return Files.exists(log)
                    ? Files.readAllLines(log).stream()
                            .filter(line -> line.contains(word))
                            .count()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sipp.Run start(ServerProcess server, String round, Path log, int calls, int rate) throws IOException {
        return new Sipp(folder.resolve("work"), server.address())
                .start(
                        "talk-as-numbered-caller",
                        "1000",
                        "talk.ulaw",
                        "-m",
                        "" + calls,
                        "-r",
                        "" + rate,
                        "-key",
                        "round",
                        round,
                        "-trace_logs",
                        "-log_file",
                        log.toString());
    }

    private void killOnce(String round) throws Exception {
        Path log = folder.resolve("work").resolve("calls-" + round + ".log");
        Sipp.Run calls;
        long killed;
        try (ServerProcess server = new ServerProcess(folder)) {
            calls = start(server, round, log, CALLS, 4);
            boolean early = calls.process().waitFor(random.nextInt(800, 6_500), TimeUnit.MILLISECONDS);
            assertThat(early).as("sipp ended before the server was killed").isFalse();
            server.kill();
            killed = System.currentTimeMillis();
        }
        calls.process().destroyForcibly().waitFor();
        note(log, killed);
    }

    private void note(Path log, long killed) throws IOException {
        Map<String, Long> talked = new HashMap<>();
        for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
            Matcher logged = LOGGED.matcher(line);
            if (logged.find()) {
                long at = Long.parseLong(logged.group(3)) * 1000 + Long.parseLong(logged.group(4));
                if (logged.group(1).equals("TALK")) {
                    talked.put(logged.group(2), at);
                    fates.put(logged.group(2), new Fate(Math.min(killed - at, TALK_MILLIS), false));
                } else {
                    fates.put(logged.group(2), new Fate(TALK_MILLIS, true));
                }
            }
        }
        assertThat(talked.size()).as("callers of %s who talked", log).isPositive();
    }

    private void check() throws IOException {
        Map<String, List<short[]>> messages = messages();
        assertThat(fates.keySet()).containsAll(messages.keySet());
        fates.forEach((caller, fate) -> check(caller, fate, messages.getOrDefault(caller, List.of())));
        long whole = fates.values().stream().filter(Fate::done).count();
        assertThat(whole).as("calls that ended before a kill").isPositive();
        assertThat(messages).as("messages of killed calls").hasSizeGreaterThan((int) whole);
    }

    private void check(String caller, Fate fate, List<short[]> messages) {
        assertThat(messages.size()).as("messages of %s, %s", caller, fate).isLessThanOrEqualTo(1);
        long end = fate.sentMillis() - (fate.done() ? END_MILLIS : MAY_BE_LOST_MILLIS);
        if (end > BEFORE_RECORDING_MILLIS) {
            assertThat(messages).as("messages of %s, %s", caller, fate).hasSize(1);
            assertThat(endInTalk(messages.get(0)))
                    .as("where the message of %s, %s, ends", caller, fate)
                    .isGreaterThanOrEqualTo(end);
        }
        messages.forEach(message -> assertThat(isPieceOfTalk(message))
                .as("message of %s, %s, is a piece of what was said", caller, fate)
                .isTrue());
    }

    private boolean isPieceOfTalk(short[] message) {
        return endInTalk(message) >= 0;
    }

    /** At which millisecond of the talk a message ends, or -1 if it is no piece of it. Silence may stand before it. */
    private long endInTalk(short[] message) {
        int start = 0;
        while (start < message.length && message[start] == 0) {
            start++;
        }
        short[] said = Arrays.copyOfRange(message, start, message.length);
        for (int at = 0; at + said.length <= talk.length; at++) {
            if (Arrays.equals(talk, at, at + said.length, said, 0, said.length)) {
                return (at + said.length) / SAMPLES_PER_MILLI;
            }
        }
        return -1;
    }

    private Map<String, List<short[]>> messages() throws IOException {
        Spool spool = new Spool(folder.resolve("spool"));
        List<Path> envelopes = spool.envelopes("1000", "INBOX");
        assertThat(spool.recordings("1000", "INBOX")).hasSameSizeAs(envelopes);
        Map<String, List<short[]>> messages = new HashMap<>();
        for (Path envelope : envelopes) {
            Matcher caller = CALLER.matcher(Files.readString(envelope));
            assertThat(caller.find()).as("a caller in %s", envelope).isTrue();
            Path wav = Path.of(envelope.toString().replace(".txt", ".wav"));
            messages.computeIfAbsent(caller.group(1), unknown -> new ArrayList<>())
                    .add(Spool.samples(wav));
        }
        return messages;
    }
}

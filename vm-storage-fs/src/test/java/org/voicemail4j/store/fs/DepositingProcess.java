package org.voicemail4j.store.fs;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/**
 * A process that takes messages until it is killed, telling on standard output what it has done and what it is about to
 * do. Where a step is named it stops there, says so and waits for its death.
 */
final class DepositingProcess {

    static final MailboxId MAILBOX = new MailboxId("default", "1000");
    static final List<AudioFormat> FORMATS = List.of(AudioFormat.WAV, AudioFormat.ULAW);
    static final DispatchRule DISPATCHES = (mailbox, message) ->
            List.of(new Dispatch("mail", message.envelope().callId()));
    static final Duration SHORTEST = Duration.ofMillis(400);
    static final Duration PIECE = Duration.ofMillis(200);
    static final int PIECES = 10;

    private final MessageStore store;
    private final Runnable weather;
    private final SplittableRandom random;

    private DepositingProcess(MessageStore store, Runnable weather, long seed) {
        this.store = store;
        this.weather = weather;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) {
        String step = arguments[2];
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[3]));
        CommitStep.Observer observer = made -> {
            if (made.name().equals(step) && left.decrementAndGet() == 0) {
                awaitDeath(made);
            }
        };
        Path root = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        if (arguments[4].equals("files")) {
            new DepositingProcess(files(root, observer), () -> {}, seed).run();
        }
        journaling(root, observer, seed).run();
    }

    private static FileMessageStore files(Path root, CommitStep.Observer observer) {
        return FileMessageStore.builder(root)
                .formats(FORMATS)
                .observer(observer)
                .dispatches(DISPATCHES)
                .build();
    }

    /** A journal before files that are away every other while. */
    private static DepositingProcess journaling(Path root, CommitStep.Observer observer, long seed) {
        FickleStore fickle = new FickleStore(files(root.resolve("spool"), observer));
        JournaledMessageStore journal = JournaledMessageStore.builder(root.resolve("journal"), fickle.store())
                .patience(Duration.ofMillis(20))
                .longestPause(Duration.ofMillis(5))
                .observer(observer)
                .build();
        SplittableRandom random = new SplittableRandom(~seed);
        return new DepositingProcess(
                journal,
                () -> {
                    switch (random.nextInt(6)) {
                        case 0 -> fickle.goesDown();
                        case 1 -> fickle.losesTheNextAnswer();
                        case 2, 3 -> fickle.comesBack();
                        default -> {}
                    }
                },
                seed);
    }

    private static void awaitDeath(CommitStep step) {
        say("AT " + step);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] sound(int message, AudioFormat format) {
        return Sounds.octets(Sounds.noise(format, PIECE.multipliedBy(PIECES), message));
    }

    private void run() {
        for (int message = 0; ; message++) {
            weather.run();
            MessageId id = deposit(message);
            if (random.nextInt(4) == 0) {
                delete(message, id);
            }
            if (random.nextInt(4) == 0) {
                greet(message);
            }
        }
    }

    private void delete(int message, MessageId id) {
        say("DELETE " + message);
        try {
            store.delete(MAILBOX, id);
            say("DELETED " + message);
        } catch (StoreException away) {
            say("UNDELETED " + message);
        }
    }

    private MessageId deposit(int message) {
        Envelope envelope = Envelope.received(Instant.ofEpochSecond(1795465425 + message))
                .callId("call " + message)
                .build();
        say("BEGIN " + message);
        DepositStart start = store.beginDeposit(MAILBOX, envelope, new DepositTerms(10_000, SHORTEST));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            if (random.nextInt(3) == 0) {
                retake(deposit);
            }
            deposit.recordingBegins();
            for (int piece = 0; piece < PIECES; piece++) {
                append(deposit, message, piece);
                say("SOUND " + message + ' ' + (piece + 1));
            }
            say("COMMIT " + message);
            MessageId id = deposit.commit().orElseThrow().id();
            say("COMMITTED " + message);
            return id;
        }
    }

    /** A first take that nobody may ever hear. */
    private static void retake(Deposit deposit) {
        deposit.recordingBegins();
        for (AudioSink sink : deposit.renditions()) {
            sink.append(ByteBuffer.wrap(Sounds.octets(Sounds.silence(sink.format(), Duration.ofMillis(300)))));
        }
        deposit.restart();
    }

    private static void append(Deposit deposit, int message, int piece) {
        for (AudioSink sink : deposit.renditions()) {
            int length = Math.toIntExact(sink.format().encoding().bytes(PIECE));
            byte[] all = sound(message, sink.format());
            sink.append(ByteBuffer.wrap(Arrays.copyOfRange(all, piece * length, (piece + 1) * length)));
        }
    }

    private void greet(int message) {
        try (GreetingRecording greeting = store.beginGreeting(MAILBOX, GreetingKind.BUSY)) {
            for (AudioSink sink : greeting.renditions()) {
                sink.append(ByteBuffer.wrap(sound(message, sink.format())));
            }
            greeting.commit();
        }
    }

    @SuppressWarnings("SystemOut") // the pipe to the test
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

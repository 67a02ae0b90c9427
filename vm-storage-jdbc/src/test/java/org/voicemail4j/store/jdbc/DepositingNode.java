package org.voicemail4j.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.testkit.Sounds;

/**
 * A node of a service: a process that takes messages into a journal before a database and says on standard output which
 * it begins and which it has thanked for, until it is killed or its standard input ends; then it delivers what waits, says
 * so and ends. Its arguments are the database's address, the journal's directory and the first number.
 */
final class DepositingNode {

    static final List<MailboxId> MAILBOXES = List.of(
            new MailboxId("default", "1000"),
            new MailboxId("default", "1001"),
            new MailboxId("default", "1002"),
            new MailboxId("sales", "1000"));

    private static final DepositTerms TERMS = new DepositTerms(1_000_000, Duration.ofMillis(400));
    private static final Duration PIECE = Duration.ofMillis(250);
    private static final int PIECES = 4;
    /** Of each mailbox's thread: together they make 20 a second. */
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final JournaledMessageStore store;
    private final AtomicInteger next;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private DepositingNode(JournaledMessageStore store, int first) {
        this.store = store;
        this.next = new AtomicInteger(first);
    }

    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        config.setValidationTimeout(1_000);
        try (HikariDataSource source = new HikariDataSource(config);
                JdbcMessageStore rows = JdbcMessageStore.on(source);
                JournaledMessageStore journal = JournaledMessageStore.builder(Path.of(arguments[1]), rows)
                        .patience(Duration.ofMillis(200))
                        .longestPause(Duration.ofMillis(250))
                        .build()) {
            journal.recover();
            new DepositingNode(journal, Integer.parseInt(arguments[2])).run();
        }
    }

    private void run() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<? extends Future<?>> callers = MAILBOXES.stream()
                .map(mailbox -> threads.submit(() -> call(mailbox)))
                .toList();
        while (System.in.read() >= 0) {
            continue;
        }
        stopping.set(true);
        for (Future<?> caller : callers) {
            caller.get();
        }
        while (!store.pending().isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        say("DELIVERED ALL");
        threads.shutdown();
    }

    private void call(MailboxId mailbox) {
        while (!stopping.get()) {
            deposit(mailbox, next.getAndIncrement());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void deposit(MailboxId mailbox, int number) {
        Envelope envelope = Envelope.received(Instant.ofEpochSecond(1_795_465_425L + number))
                .callId("call " + number)
                .build();
        say("BEGIN " + number);
        DepositStart start = store.beginDeposit(mailbox, envelope, TERMS);
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            deposit.recordingBegins();
            AudioSink sink = deposit.renditions().get(0);
            byte[] all = sound(number);
            for (int piece = 0; piece < PIECES; piece++) {
                int length = all.length / PIECES;
                sink.append(ByteBuffer.wrap(Arrays.copyOfRange(all, piece * length, (piece + 1) * length)));
            }
            deposit.commit();
            say("COMMITTED " + number + " " + mailbox);
        }
    }

    static byte[] sound(int number) {
        return Sounds.octets(Sounds.noise(AudioFormat.WAV, PIECE.multipliedBy(PIECES), number));
    }

    @SuppressWarnings("SystemOut") // the pipe to the test
    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.testkit.CollectingMwiPublisher;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.Sounds;

/**
 * PostgreSQL, its commits durable, crashes under twenty deposits a second and comes back: no caller notices, each message
 * is there once and in order, and the lamps are right.
 */
class DatabaseOutageTest {

    private static final List<MailboxId> MAILBOXES = IntStream.range(0, 10)
            .mapToObj(n -> new MailboxId("default", "200" + n))
            .toList();
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(MAILBOXES.size()) / 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final AtomicInteger next = new AtomicInteger();
    private final Map<MailboxId, List<Integer>> thanked = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Test
    void nothingIsLostOrDoubledWhileTheDatabaseIsAway() throws Exception {
        crash(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Tag("soak")
    @Test
    void nothingIsLostOrDoubledWhileTheDatabaseIsAwayForHalfAMinute() throws Exception {
        crash(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private static HikariDataSource pool(EmbeddedPostgres server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(12);
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        return new HikariDataSource(config);
    }

    private void crash(Duration up, Duration away) throws Exception {
        EmbeddedPostgres server = server(0);
        CollectingMwiPublisher lamps = new CollectingMwiPublisher();
        ExecutorService callers = Executors.newCachedThreadPool();
        try (HikariDataSource source = pool(server);
                JdbcMessageStore rows =
                        JdbcMessageStore.builder(source).notifications().build();
                JournaledMessageStore store = JournaledMessageStore.builder(folder.resolve("journal"), rows)
                        .longestPause(Duration.ofMillis(500))
                        .build();
                VoicemailService service = service(store, lamps)) {
            assertThat(service.calls()).isZero();
            List<? extends Future<?>> calling = MAILBOXES.stream()
                    .map(mailbox -> callers.submit(() -> keepCalling(store, mailbox)))
                    .toList();
            pause(up);
            quit();
            server.close(); // says that there is none to stop
            pause(away);
            assertThat(store.pending().messages()).isPositive();
            server = server(server.getPort());
            pause(up);
            stopped.countDown();
            for (Future<?> caller : calling) {
                caller.get();
            }
            await("all are delivered", () -> store.pending().isEmpty());
            assertThat(store.pending().parked()).isZero();
            assertEachIsThereOnceInOrder(rows);
            thanked.forEach((mailbox, numbers) -> lamps.awaitShown(mailbox, summary(numbers.size())));
        } finally {
            callers.shutdownNow();
            server.close();
        }
    }

    private static MessageSummary summary(int newMessages) {
        return new MessageSummary(new MessageCounts(newMessages, 0, 0, 0));
    }

    private static VoicemailService service(JournaledMessageStore store, CollectingMwiPublisher lamps) {
        List<Subscriber> subscribers = MAILBOXES.stream()
                .map(mailbox ->
                        Subscriber.of(mailbox).policy(MailboxPolicy.DEFAULT).build())
                .toList();
        return VoicemailService.builder()
                .directory(new InMemoryMailboxDirectory(subscribers))
                .store(store)
                .mwi(lamps)
                .start();
    }

    private void keepCalling(JournaledMessageStore store, MailboxId mailbox) {
        List<Integer> mine = new ArrayList<>();
        thanked.put(mailbox, mine);
        while (stopped.getCount() > 0) {
            mine.add(leave(store, mailbox, next.getAndIncrement()));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static int leave(JournaledMessageStore store, MailboxId mailbox, int number) {
        Envelope envelope = Envelope.received(Instant.ofEpochSecond(1_795_465_425L + number))
                .callId("call " + number)
                .build();
        DepositTerms terms = new DepositTerms(100_000, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(mailbox, envelope, terms)).deposit()) {
            deposit.recordingBegins();
            deposit.renditions().get(0).append(ByteBuffer.wrap(sound(number)));
            deposit.commit();
            return number;
        }
    }

    private static byte[] sound(int number) {
        return Sounds.octets(Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(1), number));
    }

    /** As if the power had failed: no checkpoint, every connection cut. */
    private void quit() throws IOException, InterruptedException {
        Path file = folder.resolve("data/postmaster.pid");
        String pid = Files.readAllLines(file).get(0).strip();
        assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
        await(
                "PostgreSQL is dead",
                () -> ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    private void pause(Duration length) throws InterruptedException {
        assertThat(stopped.await(length.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }

    private void assertEachIsThereOnceInOrder(JdbcMessageStore rows) {
        new TreeMap<>(thanked).forEach((mailbox, numbers) -> {
            List<Message> there = rows.list(mailbox, Folder.INBOX);
            assertThat(there.stream().map(DatabaseOutageTest::number).toList()).isEqualTo(numbers);
            for (Message message : there) {
                Optional<byte[]> heard = rows.open(mailbox, message.id()).map(Sounds::octets);
                assertThat(heard).contains(sound(number(message)));
            }
        });
    }

    private static int number(Message message) {
        return Integer.parseInt(message.envelope().callId().substring("call ".length()));
    }
}

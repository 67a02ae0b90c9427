package org.voicemail4j.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.jdbc.JdbcMessageStore;

/**
 * Deposits and opens of messages of six seconds in PostgreSQL, commits durable, beside what a driver must do at least:
 * one INSERT or one SELECT of the same octets, in the same run; and beside the statements that Asterisk needs for the
 * same deposit. Each mailbox has a message and everybody's code has run before. Each thread does the one after the other and
 * the medians of their times count, since other work on the machine disturbs all of them alike. Say {@code flat} to see instead
 * what PostgreSQL touches for a list and a count as the table grows, {@code looks} what it touches for a look for changes.
 */
public final class DatabaseFigures {

    private static final int BYTES = 96_000;
    private static final int MAILBOXES = 2_000;
    /** Until the compiler has seen enough of everybody's code. */
    private static final int WARM_UP = 1_500;

    private static final DepositTerms ROOMY = new DepositTerms(1_000_000, Duration.ZERO);

    private final DataSource source;
    private final JdbcMessageStore store;
    private final PrintStream out;
    private final byte[] sound = new byte[BYTES];
    private final AtomicLong next = new AtomicLong();
    private final List<Stored> stored = Collections.synchronizedList(new ArrayList<>());

    private DatabaseFigures(DataSource source, PrintStream out) {
        this.source = source;
        this.store = JdbcMessageStore.on(source);
        this.out = out;
        new SplittableRandom(20261122).nextBytes(sound);
    }

    /** Starts a server and prints the figures. */
    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = start();
                HikariDataSource pool = pool(server.getJdbcUrl("postgres", "postgres"))) {
            DatabaseFigures figures = new DatabaseFigures(
                    pool, new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
            if (arguments.length > 0 && arguments[0].equals("flat")) {
                figures.flatness();
            } else if (arguments.length > 0 && arguments[0].equals("looks")) {
                new TableGrowth(pool, figures.out).showLooks();
            } else {
                figures.speed();
            }
        }
    }

    private static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(32);
        return new HikariDataSource(config);
    }

    private void speed() throws Exception {
        run("create table bare (id bigint primary key, octets bytea)");
        run("alter table bare alter column octets set storage external");
        run(AsterisksDeposit.TABLE);
        for (int mailbox = 0; mailbox < MAILBOXES; mailbox++) {
            deposit(new MailboxId("default", Integer.toString(1000 + mailbox)), sound);
        }
        nanos(WARM_UP, this::deposit, this::bareInsert, this::asterisksDeposit);
        nanos(WARM_UP, this::open, this::bareSelect);
        for (int threads : new int[] {1, 8, 32}) {
            compare("deposit", threads, this::deposit, this::bareInsert, this::asterisksDeposit);
        }
        for (int threads : new int[] {1, 8, 32}) {
            compare("commit", threads, new CommitAlone(), this::bareInsert);
        }
        for (int threads : new int[] {1, 8, 32}) {
            compare("open", threads, this::open, this::bareSelect);
        }
    }

    /** Work of which the beginning does not count. */
    private interface Prepared extends Callable<Message> {
        void prepare();
    }

    /** The commit of a deposit whose mailbox was looked at, and whose sound was taken over, before. */
    private final class CommitAlone implements Prepared {

        private final ThreadLocal<Deposit> begun = new ThreadLocal<>();

        @Override
        public void prepare() {
            Deposit deposit = ((DepositStart.Opened) store.beginDeposit(mailbox(), envelope(), ROOMY)).deposit();
            deposit.renditions().get(0).append(ByteBuffer.wrap(sound));
            begun.set(deposit);
        }

        @Override
        public Message call() {
            try (Deposit deposit = begun.get()) {
                return deposit.commit().orElseThrow();
            }
        }
    }

    /** Each thread does each contestant's work in turn, so that whatever else the machine does meets all of them. */
    private void compare(String what, int threads, Callable<?>... contestants) throws Exception {
        int each = Math.max(30, 1_500 / threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<long[][]>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                go.await();
                return nanos(each, contestants);
            }));
        }
        go.countDown();
        long[][] all = new long[contestants.length][0];
        for (Future<long[][]> one : running) {
            long[][] nanos = one.get();
            for (int i = 0; i < all.length; i++) {
                all[i] = LongStream.concat(Arrays.stream(all[i]), Arrays.stream(nanos[i]))
                        .toArray();
            }
        }
        pool.shutdown();
        tell(
                what,
                threads,
                Arrays.stream(all).mapToDouble(DatabaseFigures::median).toArray());
    }

    /** In another order each time, so that nobody always comes behind the same. */
    private static long[][] nanos(int each, Callable<?>... contestants) throws Exception {
        long[][] nanos = new long[contestants.length][each];
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, contestants.length).boxed().toList());
        for (int n = 0; n < each; n++) {
            Collections.shuffle(order);
            for (int i : order) {
                if (contestants[i] instanceof Prepared prepared) {
                    prepared.prepare();
                }
                long start = System.nanoTime();
                contestants[i].call();
                nanos[i][n] = System.nanoTime() - start;
            }
        }
        return nanos;
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void tell(String what, int threads, double... medians) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-8s %2d threads: ours %6.2f ms, bare %6.2f ms, of its rate %.2f",
                what,
                threads,
                medians[0] / 1e6,
                medians[1] / 1e6,
                medians[1] / medians[0]));
        if (medians.length > 2) {
            line.append(String.format(
                    Locale.ROOT,
                    "; Asterisk's statements %6.2f ms, ours %.1f times as fast",
                    medians[2] / 1e6,
                    medians[2] / medians[0]));
        }
        out.println(line);
    }

    private static MailboxId mailbox() {
        return new MailboxId(
                "default", Integer.toString(1000 + ThreadLocalRandom.current().nextInt(MAILBOXES)));
    }

    private static Envelope envelope() {
        return Envelope.received(Instant.ofEpochSecond(1_795_374_126L))
                .caller(Party.of("Caller One", "5551001"))
                .build();
    }

    private Message deposit() {
        return deposit(mailbox(), sound);
    }

    private Message deposit(MailboxId mailbox, byte[] octets) {
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(mailbox, envelope(), ROOMY)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.wrap(octets));
            Message message = deposit.commit().orElseThrow();
            stored.add(new Stored(mailbox, message));
            return message;
        }
    }

    private record Stored(MailboxId mailbox, Message message) {}

    private long bareInsert() throws SQLException {
        long id = next.incrementAndGet();
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into bare (id, octets) values (?, ?)")) {
            insert.setLong(1, id);
            insert.setBytes(2, sound.clone()); // ours takes the octets over from the caller too
            insert.executeUpdate();
        }
        return id;
    }

    private int open() {
        Stored one = stored.get(ThreadLocalRandom.current().nextInt(stored.size()));
        ByteBuffer into = ByteBuffer.allocate(BYTES);
        try (AudioReader reader =
                store.open(one.mailbox(), one.message().id()).orElseThrow().open()) {
            int count = 0;
            while (into.hasRemaining() && count >= 0) {
                count = reader.read(into, into.position());
            }
        }
        return into.position();
    }

    private int bareSelect() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement("select octets from bare where id = ?")) {
            select.setLong(1, 1 + ThreadLocalRandom.current().nextLong(next.get()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return ByteBuffer.allocate(BYTES).put(row.getBytes(1)).position(); // ours fills the caller's buffer too
            }
        }
    }

    private int asterisksDeposit() throws SQLException {
        return AsterisksDeposit.leave(source, mailbox().number(), sound);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A mailbox of ten messages while the table around it grows. */
    private void flatness() throws SQLException {
        MailboxId ours = new MailboxId("default", TableGrowth.MAILBOX);
        String one = "";
        for (int i = 0; i < 10; i++) {
            one = deposit(ours, new byte[1600]).id().value();
        }
        new TableGrowth(source, out).show(one);
    }
}

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
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
 * same deposit. The rounds of the contestants alternate and the medians count, since other work on the machine disturbs
 * all of them alike. Say {@code flat} to see instead what PostgreSQL touches for a list and a count as the table grows.
 */
public final class DatabaseFigures {

    private static final int BYTES = 96_000;
    private static final int MAILBOXES = 500;
    private static final DepositTerms ROOMY = new DepositTerms(1_000_000, Duration.ZERO);
    private static final int ROUNDS = 5;

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
        run("create table voicemessages (dir varchar(255) not null, msgnum integer not null, context varchar(80),"
                + " callerid varchar(80), origtime integer, duration integer, recording bytea, flag varchar(30),"
                + " category varchar(30), mailboxuser varchar(30), mailboxcontext varchar(30), msg_id varchar(40),"
                + " primary key (dir, msgnum))");
        for (int threads : new int[] {1, 8, 32}) {
            compare("deposit", threads, this::deposit, this::bareInsert, this::asterisksDeposit);
        }
        for (int threads : new int[] {1, 8, 32}) {
            compare("open", threads, this::open, this::bareSelect, null);
        }
    }

    private void compare(String what, int threads, @Nullable Callable<?>... contestants) throws Exception {
        int present = contestants[2] == null ? 2 : 3;
        double[][] rates = new double[present][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int i = 0; i < present; i++) {
                double rate = rate(threads, Objects.requireNonNull(contestants[i]));
                if (round >= 0) {
                    rates[i][round] = rate;
                }
            }
        }
        double ours = median(rates[0]);
        double bare = median(rates[1]);
        String line = String.format(
                Locale.ROOT,
                "%-8s %2d threads: ours %7.0f/s, bare %7.0f/s, ratio %.2f",
                what,
                threads,
                ours,
                bare,
                ours / bare);
        if (present == 3) {
            double asterisk = median(rates[2]);
            line += String.format(
                    Locale.ROOT, "; Asterisk's statements %6.0f/s, ours %.1f times as fast", asterisk, ours / asterisk);
        }
        out.println(line);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double rate(int threads, Callable<?> work) throws InterruptedException, ExecutionException {
        int each = Math.max(20, 400 / threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                go.await();
                for (int n = 0; n < each; n++) {
                    work.call();
                }
                return each;
            }));
        }
        long start = System.nanoTime();
        go.countDown();
        for (Future<?> one : running) {
            one.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        pool.shutdown();
        return each * threads / seconds;
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
            insert.setBytes(2, sound);
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
                return row.getBytes(1).length;
            }
        }
    }

    /** What a real Asterisk was seen to do for one message, each statement committed by itself. */
    private int asterisksDeposit() throws SQLException {
        String user = mailbox().number() + '-' + Thread.currentThread().getId();
        String box = "/var/spool/asterisk/voicemail/default/" + user + "/";
        try (Connection connection = source.getConnection()) {
            for (String greeting : new String[] {"temp", "unavail", "greet"}) {
                select(connection, "SELECT * FROM voicemessages WHERE dir=? AND msgnum=?", box + greeting, -1);
            }
            select(connection, "SELECT COUNT(*) FROM voicemessages WHERE dir=?", box + "INBOX");
            int number = lastNumber(connection, box + "INBOX") + 1;
            update(connection, "DELETE FROM voicemessages WHERE dir=? AND msgnum=?", box + "INBOX", number);
            update(
                    connection,
                    "INSERT INTO voicemessages (dir, msgnum, recording, context, callerid, origtime, duration,"
                            + " mailboxuser, mailboxcontext, flag, msg_id) VALUES (?,?,?,'ctx','5551001',1795374126,6,?,"
                            + "'default','','1795374126-00000000')",
                    box + "INBOX",
                    number,
                    sound,
                    user);
            select(connection, "SELECT * FROM voicemessages WHERE dir=? AND msgnum=?", box + "INBOX", number);
            for (int i = 0; i < 7; i++) {
                select(connection, "SELECT COUNT(*) FROM voicemessages WHERE dir=?", box + "INBOX");
            }
            return number;
        }
    }

    private static int lastNumber(Connection connection, String dir) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT msgnum FROM voicemessages WHERE dir=? order by msgnum desc")) {
            select.setString(1, dir);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : -1;
            }
        }
    }

    private static void select(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A mailbox of ten messages while the table around it grows. */
    private void flatness() throws Exception {
        MailboxId ours = new MailboxId("default", "7777");
        for (int i = 0; i < 10; i++) {
            deposit(ours, new byte[1600]);
        }
        int rows = 0;
        for (int size : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            fill(rows, size);
            rows = size;
            run("vacuum analyze vm_message");
            run("analyze vm_mailbox");
            out.println(size + " messages in the table");
            explain(
                    "list",
                    "select m.message_id, m.folder, m.length_ms, m.caller_name from vm_message m join vm_mailbox b"
                            + " on b.mailbox_id = m.mailbox_id where b.context = 'default' and b.box_number = '7777'"
                            + " and m.folder = 'INBOX' order by m.urgent desc, m.position");
            explain(
                    "counts",
                    "select m.folder, count(*), sum(m.urgent) from vm_message m join vm_mailbox b on b.mailbox_id"
                            + " = m.mailbox_id where b.context = 'default' and b.box_number = '7777' and m.folder in ('INBOX',"
                            + " 'OLD') group by m.folder");
        }
    }

    private void fill(int from, int to) throws SQLException {
        run("insert into vm_mailbox select n, 'default', 'f' || n, 0, 0 from generate_series(" + from / 100 + ", "
                + (to / 100 - 1) + ") n");
        run("insert into vm_recording select n, 'wav', 16 from generate_series(" + from + ", " + (to - 1) + ") n");
        run("insert into vm_chunk select n, 0, '\\x00112233445566778899aabbccddeeff' from generate_series(" + from
                + ", " + (to - 1) + ") n");
        run(
                "insert into vm_message (mailbox_id, message_id, folder, position, urgent, sensitivity, heard_by, received_ms,"
                        + " length_ms, category, call_id, attributes, version, recording_id) select n / 100, '1-' || n,"
                        + " case when n % 2 = 0 then 'INBOX' else 'OLD' end, n, 0, 'NORMAL', '', 0, 1, '', '', '', 0, n from"
                        + " generate_series(" + from + ", " + (to - 1) + ") n");
    }

    private void explain(String what, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain (analyze, buffers, costs off, timing off) " + sql)) {
            StringBuilder touched = new StringBuilder();
            while (plan.next()) {
                String line = plan.getString(1).strip();
                if (line.contains("Scan") || line.startsWith("Buffers") && touched.indexOf("Buffers") < 0) {
                    touched.append("  ").append(line);
                }
            }
            out.println("  " + what + ":" + touched);
        }
    }
}

package org.voicemail4j.store.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.MailboxOptions;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/**
 * Mailboxes in a table: in Asterisk's realtime family {@code voicemail}, one row for each and a column for each option
 * that somebody wanted, or in ours. Looked up at each use, so that a change holds from the next call on. PINs may be in
 * clear or hashed ({@link Pin#encoded}) in either; ours has them hashed when it is filled by {@link #put}. For many
 * threads.
 */
public final class JdbcMailboxDirectory implements MailboxDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcMailboxDirectory.class);
    /** Columns that are no options of a mailbox's policy. */
    private static final Set<String> NO_OPTIONS = Set.of(
            "uniqueid",
            "context",
            "mailbox",
            "password",
            "vmsecret",
            "secret",
            "fullname",
            "email",
            "pager",
            "stamp",
            "alias",
            "options",
            "imapuser",
            "imappassword",
            "imapserver",
            "imapport",
            "imapflags");

    private static final String OURS = "select context, box_number as mailbox, full_name as fullname, emails as email,"
            + " pager, pin as password, pin_fixed as pinfixed, settings as options from vm_subscriber";

    private final Transactions transactions;
    private final String select;
    private final String number;
    private final MailboxPolicy base;

    private JdbcMailboxDirectory(DataSource source, String select, String number, MailboxPolicy base) {
        this.transactions = new Transactions(source);
        this.select = select;
        this.number = number;
        this.base = base;
    }

    /**
     * The mailboxes of Asterisk's realtime table.
     *
     * @param table its name, {@code voicemail} most often: letters, digits and _
     * @param base what holds where no column says anything
     */
    public static JdbcMailboxDirectory realtime(DataSource source, String table, MailboxPolicy base) {
        return new JdbcMailboxDirectory(source, "select * from " + AsteriskTable.checked(table), "mailbox", base);
    }

    /**
     * The mailboxes of our own table, which is made or upgraded.
     *
     * @param base what holds where a mailbox's settings say nothing
     */
    public static JdbcMailboxDirectory on(DataSource source, MailboxPolicy base) {
        JdbcSchema.of(source).upgrade();
        return new JdbcMailboxDirectory(source, OURS, "box_number", base);
    }

    /**
     * Puts a mailbox into our own table or replaces it there; a PIN in clear is hashed.
     *
     * @param settings its options by their names in voicemail.conf
     * @param random source of salt; give a {@link java.security.SecureRandom}
     * @throws ConfException if a setting cannot be used
     * @throws IllegalStateException if this is a directory of Asterisk's table
     */
    public void put(Subscriber subscriber, Map<String, String> settings, RandomGenerator random) {
        if (!number.equals("box_number")) {
            throw new IllegalStateException("Asterisk's table is only read");
        }
        MailboxId id = subscriber.mailbox();
        MailboxOptions.policy(settings, base, id.toString());
        String pin = subscriber
                .configuredPin()
                .map(known -> known.clearDigits()
                        .map(digits -> Pin.hash(digits, random))
                        .orElse(known))
                .map(Pin::encoded)
                .orElse("");
        StringBuilder options = new StringBuilder();
        settings.forEach(
                (name, value) -> options.append(name).append('=').append(value).append('|'));
        transactions.change("put the subscriber", id, connection -> {
            Rows.update(
                    connection,
                    "delete from vm_subscriber where context = ? and box_number = ?",
                    id.context(),
                    id.number());
            return Rows.update(
                    connection,
                    "insert into vm_subscriber (context, box_number, full_name, emails, pager, pin, pin_fixed,"
                            + " settings) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    id.context(),
                    id.number(),
                    subscriber.fullName(),
                    String.join("|", subscriber.emails()),
                    subscriber.pager().orElse(""),
                    pin,
                    subscriber.pinFixed() ? 1 : 0,
                    options.toString());
        });
    }

    @Override
    public Optional<Subscriber> find(MailboxId id) {
        List<Map<String, String>> rows = transactions.read(
                "find the subscriber",
                id,
                connection -> Rows.all(
                        connection,
                        select + " where " + number + " = ? and context = ?",
                        JdbcMailboxDirectory::columns,
                        id.number(),
                        id.context()));
        return rows.stream()
                .filter(row -> id(row).filter(id::equals).isPresent())
                .findFirst()
                .map(row -> subscriber(id, row));
    }

    @Override
    public Stream<Subscriber> list() {
        List<Map<String, String>> rows = transactions.read(
                "list the subscribers",
                "this directory",
                connection -> Rows.all(connection, select, JdbcMailboxDirectory::columns));
        Map<MailboxId, Map<String, String>> byId = new LinkedHashMap<>();
        rows.forEach(row -> id(row).ifPresentOrElse(
                        id -> byId.putIfAbsent(id, row),
                        () -> LOG.warn("a row of the mailboxes' table names no mailbox; it is passed over")));
        return byId.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .flatMap(entry -> listed(entry.getKey(), entry.getValue()).stream());
    }

    /** One bad row shall not hide the others from a list. */
    private Optional<Subscriber> listed(MailboxId id, Map<String, String> row) {
        try {
            return Optional.of(subscriber(id, row));
        } catch (ConfException e) {
            LOG.warn("{} is passed over: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private static Map<String, String> columns(ResultSet row) throws SQLException {
        ResultSetMetaData data = row.getMetaData();
        Map<String, String> columns = new LinkedHashMap<>();
        for (int column = 1; column <= data.getColumnCount(); column++) {
            String value = row.getString(column);
            if (value != null && !value.isBlank()) {
                columns.put(data.getColumnLabel(column).toLowerCase(Locale.ROOT), value.strip());
            }
        }
        return columns;
    }

    private static Optional<MailboxId> id(Map<String, String> row) {
        return MailboxId.of(row.getOrDefault("context", MailboxId.DEFAULT_CONTEXT), row.getOrDefault("mailbox", ""));
    }

    private Subscriber subscriber(MailboxId id, Map<String, String> row) {
        Subscriber.Builder subscriber = Subscriber.of(id)
                .fullName(row.getOrDefault("fullname", ""))
                .emails(Arrays.stream(row.getOrDefault("email", "").split("\\|", -1))
                        .map(String::strip)
                        .filter(email -> !email.isEmpty())
                        .toList())
                .policy(MailboxOptions.policy(options(row), base, id.toString()));
        Optional.ofNullable(row.get("pager")).ifPresent(subscriber::pager);
        readPin(id, row, subscriber);
        return subscriber.build();
    }

    private static void readPin(MailboxId id, Map<String, String> row, Subscriber.Builder subscriber) {
        String password = Stream.of("vmsecret", "password", "secret")
                .flatMap(column -> Optional.ofNullable(row.get(column)).stream())
                .findFirst()
                .orElse("");
        boolean fixed = password.startsWith("-") || "1".equals(row.get("pinfixed"));
        String secret = password.startsWith("-") ? password.substring(1) : password;
        if (secret.isEmpty()) {
            return;
        }
        if (secret.length() > 80 && Pin.parse(secret).isEmpty()) {
            throw new ConfException(id.toString(), 0, "its password has " + secret.length() + " characters");
        }
        Pin pin = Pin.parse(secret).orElseGet(() -> Pin.clear(secret));
        if (fixed) {
            subscriber.fixedPin(pin);
        } else {
            subscriber.pin(pin);
        }
    }

    /** Options in columns of their own, and behind them those of the column {@code options}: {@code name=value|...}. */
    private static Map<String, String> options(Map<String, String> row) {
        Map<String, String> options = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (!NO_OPTIONS.contains(name) && !name.equals("pinfixed")) {
                options.put(name, value);
            }
        });
        for (String option : row.getOrDefault("options", "").split("\\|", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals).strip(), option.substring(equals + 1));
            }
        }
        return options;
    }
}

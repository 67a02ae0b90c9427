package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.store.StoreException;

/**
 * PINs, hashed, and failed logins in a table of ours that all nodes share: three wrong PINs at each of two nodes are six.
 * For many threads.
 */
public final class JdbcCredentialStore implements CredentialStore {

    private static final String OF_MAILBOX = " where context = ? and box_number = ?";
    private static final String SEPARATOR = " ";
    private static final int MOST_FORMER = 10;

    private final Transactions transactions;
    private final RandomGenerator random;

    /**
     * Opens the store; its table is made or upgraded.
     *
     * @param random source of salt, for many threads; give a {@link java.security.SecureRandom}
     * @throws StoreException if the database cannot be reached or its tables cannot be used
     */
    public JdbcCredentialStore(DataSource source, RandomGenerator random) {
        JdbcSchema.of(source).upgrade();
        this.transactions = Transactions.durable(source);
        this.random = random;
    }

    @Override
    public Optional<Pin> pin(MailboxId mailbox) {
        Optional<String> encoded = transactions
                .read(
                        "read the PIN",
                        mailbox,
                        connection -> Rows.first(
                                connection,
                                "select coalesce(pin, '') from vm_credential" + OF_MAILBOX,
                                row -> row.getString(1),
                                mailbox.context(),
                                mailbox.number()))
                .filter(pin -> !pin.isEmpty());
        return encoded.map(text -> Pin.parse(text)
                .orElseThrow(() -> new StoreException("vm_credential.pin of " + mailbox + " is no hash of a PIN")));
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin) {
        set(mailbox, pin, null);
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin, Instant since) {
        set(mailbox, pin, since.toEpochMilli());
    }

    private void set(MailboxId mailbox, Pin pin, @Nullable Long since) {
        String encoded = pin.clearDigits()
                .map(digits -> Pin.hash(digits, random))
                .orElse(pin)
                .encoded();
        transactions.change("set the PIN", mailbox, connection -> {
            lock(connection, mailbox);
            String former = texts(connection, mailbox).limit(MOST_FORMER).collect(Collectors.joining(SEPARATOR));
            Rows.update(
                    connection,
                    "update vm_credential set pin = ?, former = ?" + OF_MAILBOX,
                    encoded,
                    former,
                    mailbox.context(),
                    mailbox.number());
            return date(connection, mailbox, since);
        });
    }

    /** A row of a table of its own: H2 can lose what connections alter in one table at once. */
    private static int date(Connection connection, MailboxId mailbox, @Nullable Long since) throws SQLException {
        int before =
                Rows.update(connection, "delete from vm_pin_since" + OF_MAILBOX, mailbox.context(), mailbox.number());
        return since == null
                ? before
                : Rows.update(
                        connection,
                        "insert into vm_pin_since (context, box_number, since_ms) values (?, ?, ?)",
                        mailbox.context(),
                        mailbox.number(),
                        since);
    }

    @Override
    public Optional<Instant> pinSince(MailboxId mailbox) {
        return transactions
                .read(
                        "read how old the PIN is",
                        mailbox,
                        connection -> Rows.first(
                                connection,
                                "select since_ms from vm_pin_since" + OF_MAILBOX,
                                row -> row.getLong(1),
                                mailbox.context(),
                                mailbox.number()))
                .map(Instant::ofEpochMilli);
    }

    /** The present PIN and the former ones, as far as there are any. */
    private static Stream<String> texts(Connection connection, MailboxId mailbox) throws SQLException {
        return Rows.first(
                        connection,
                        "select coalesce(pin, ''), coalesce(former, '') from vm_credential" + OF_MAILBOX,
                        row -> row.getString(1) + SEPARATOR + row.getString(2),
                        mailbox.context(),
                        mailbox.number())
                .stream()
                .flatMap(all -> Stream.of(all.split(SEPARATOR, -1)))
                .filter(text -> !text.isEmpty());
    }

    @Override
    public List<Pin> formerPins(MailboxId mailbox) {
        String former = transactions.read(
                "read the former PINs",
                mailbox,
                connection -> Rows.first(
                                connection,
                                "select coalesce(former, '') from vm_credential" + OF_MAILBOX,
                                row -> row.getString(1),
                                mailbox.context(),
                                mailbox.number())
                        .orElse(""));
        return Stream.of(former.split(SEPARATOR, -1))
                .map(Pin::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public LoginFailures failures(MailboxId mailbox) {
        return transactions.read("read the failed logins", mailbox, connection -> failures(connection, mailbox));
    }

    private static LoginFailures failures(Connection connection, MailboxId mailbox) throws SQLException {
        return Rows.first(
                        connection,
                        "select failures, last_failure_ms from vm_credential" + OF_MAILBOX,
                        JdbcCredentialStore::failures,
                        mailbox.context(),
                        mailbox.number())
                .orElse(LoginFailures.NONE);
    }

    private static LoginFailures failures(ResultSet row) throws SQLException {
        int count = row.getInt(1);
        return count == 0
                ? LoginFailures.NONE
                : new LoginFailures(count, Optional.of(Instant.ofEpochMilli(row.getLong(2))));
    }

    @Override
    public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
        return change(
                "count a failed login", mailbox, "failures = failures + 1, last_failure_ms = ?", when.toEpochMilli());
    }

    @Override
    public void clearFailures(MailboxId mailbox) {
        if (failures(mailbox).count() > 0) {
            change("forget the failed logins", mailbox, "failures = 0, last_failure_ms = ?", null);
        }
    }

    private LoginFailures change(String what, MailboxId mailbox, String assignments, @Nullable Object value) {
        return transactions.change(what, mailbox, connection -> {
            lock(connection, mailbox);
            Rows.update(
                    connection,
                    "update vm_credential set " + assignments + OF_MAILBOX,
                    value,
                    mailbox.context(),
                    mailbox.number());
            return failures(connection, mailbox);
        });
    }

    /**
     * Makes others who change these credentials wait. Read, not counted by an update: MariaDB may have been told not to
     * count rows that stay as they are.
     */
    private static void lock(Connection connection, MailboxId mailbox) throws SQLException {
        String select = "select failures from vm_credential" + OF_MAILBOX + " for update";
        if (Rows.first(connection, select, row -> row.getInt(1), mailbox.context(), mailbox.number())
                .isEmpty()) {
            insert(connection, mailbox);
        }
    }

    private static void insert(Connection connection, MailboxId mailbox) throws SQLException {
        try {
            Rows.update(
                    connection,
                    "insert into vm_credential (context, box_number, failures) values (?, ?, 0)",
                    mailbox.context(),
                    mailbox.number());
        } catch (SQLException e) {
            if (SqlFailures.isDuplicate(e)) {
                throw new SQLException("another node was quicker", "40001", e);
            }
            throw e;
        }
    }
}

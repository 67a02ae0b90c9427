package org.voicemail4j.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/** Dates of owners' greetings in a table of ours that all nodes share: a row for each. For many threads. */
public final class JdbcGreetingDates implements GreetingDates {

    private static final String OF_MAILBOX = " where context = ? and box_number = ?";
    private static final String SELECT = "select kind, starts, ends from vm_greeting_dates" + OF_MAILBOX;
    private static final String INTO = "into vm_greeting_dates (context, box_number, kind, starts, ends)";

    private final Transactions transactions;
    private final String upsert;

    /**
     * Opens the dates; their table is made or upgraded.
     *
     * @throws StoreException if the database cannot be reached or its tables cannot be used
     */
    public JdbcGreetingDates(DataSource source) {
        JdbcSchema.of(source).upgrade();
        this.transactions = Transactions.durable(source);
        this.upsert = upsert(transactions.read("recognise the database", "dates of greetings", Dialect::of));
    }

    private static String upsert(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                "insert " + INTO + " values (?, ?, ?, ?, ?) on conflict (context, box_number, kind) do"
                        + " update set starts = excluded.starts, ends = excluded.ends";
            case MARIADB -> "replace " + INTO + " values (?, ?, ?, ?, ?)";
            case H2 -> "merge " + INTO + " key (context, box_number, kind) values (?, ?, ?, ?, ?)";
        };
    }

    @Override
    public Map<GreetingKind, GreetingPeriod> all(MailboxId owner) {
        List<Row> rows = transactions.read(
                "read the dates of greetings",
                owner,
                connection -> Rows.all(connection, SELECT, Row::read, owner.context(), owner.number()));
        Map<GreetingKind, GreetingPeriod> dates = new EnumMap<>(GreetingKind.class);
        rows.forEach(row -> row.kind().ifPresent(kind -> dates.put(kind, row.period(owner))));
        return dates;
    }

    @Override
    public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
        transactions.change(
                "keep the dates of a greeting",
                owner,
                connection -> Rows.update(
                        connection,
                        upsert,
                        owner.context(),
                        owner.number(),
                        kind.fileName(),
                        period.from().map(LocalDateTime::toString).orElse(null),
                        period.until().map(LocalDateTime::toString).orElse(null)));
    }

    @Override
    public boolean delete(MailboxId owner, GreetingKind kind) {
        return transactions.change(
                        "forget the dates of a greeting",
                        owner,
                        connection -> Rows.update(
                                connection,
                                "delete from vm_greeting_dates" + OF_MAILBOX + " and kind = ?",
                                owner.context(),
                                owner.number(),
                                kind.fileName()))
                > 0;
    }

    private record Row(
            String name, @Nullable String starts, @Nullable String ends) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getString(1), row.getString(2), row.getString(3));
        }

        /** Empty if a later version of ours has more kinds. */
        Optional<GreetingKind> kind() {
            return Stream.of(GreetingKind.values())
                    .filter(kind -> kind.fileName().equals(name))
                    .findFirst();
        }

        GreetingPeriod period(MailboxId owner) {
            try {
                return new GreetingPeriod(
                        Optional.ofNullable(starts).map(LocalDateTime::parse),
                        Optional.ofNullable(ends).map(LocalDateTime::parse));
            } catch (DateTimeException e) {
                throw new StoreException("vm_greeting_dates of " + name + " of " + owner + " has no dates", e);
            }
        }
    }
}

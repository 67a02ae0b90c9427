package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;

/** Reads messages' rows of Asterisk's table, each under an id of its own within its mailbox. */
final class AsteriskRows {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskRows.class);

    private final AsteriskTable table;
    private final AsteriskDirs dirs;
    private final RandomGenerator random;

    AsteriskRows(AsteriskTable table, AsteriskDirs dirs, RandomGenerator random) {
        this.table = table;
        this.dirs = dirs;
        this.random = random;
    }

    /** Gives an id to rows that have none, a malformed one, or that of another message of the mailbox. */
    void nameTheNameless(Connection connection, MailboxId mailbox) throws SQLException {
        Set<String> taken = new HashSet<>();
        for (AsteriskRow row : fetch(connection, dirs.all(mailbox))) {
            if (isNamed(row, taken)) {
                continue;
            }
            String id = MessageId.create(row.envelope().received(), random).value();
            taken.add(id);
            LOG.warn(
                    "message {} of {} in table {} had the id '{}', which is none of its own; now it has {}",
                    row.number(),
                    row.dir(),
                    table.name(),
                    row.id(),
                    id);
            setId(connection, row, id);
        }
    }

    private void setId(Connection connection, AsteriskRow row, String id) throws SQLException {
        String where = " where dir = ? and msgnum = ? and coalesce(msg_id, '') = ?";
        String one = switch (table.dialect()) {
            case POSTGRESQL -> " where ctid = (select ctid from " + table.name() + where + " limit 1)";
            case MARIADB -> where + " limit 1";
            case H2 -> where;
        };
        Rows.update(
                connection, "update " + table.name() + " set msg_id = ?" + one, id, row.dir(), row.number(), row.id());
    }

    private static boolean isNamed(AsteriskRow row, Set<String> taken) {
        return MessageId.isValid(row.id()) && taken.add(row.id());
    }

    private List<AsteriskRow> fetch(Connection connection, List<String> paths) throws SQLException {
        AsteriskPlace place = AsteriskPlace.of(table, paths);
        List<AsteriskRow> rows = new ArrayList<>(Rows.all(
                connection,
                "select " + AsteriskRow.columns(table) + " from " + table.name() + " where " + place.sql(),
                AsteriskRow::of,
                place.with()));
        rows.removeIf(row -> !paths.contains(row.dir()) || row.number() < 0);
        rows.sort(Comparator.comparingInt((AsteriskRow row) -> paths.indexOf(row.dir()))
                .thenComparingInt(AsteriskRow::number));
        return rows;
    }

    /** The rows of these folders in their order, each with an id of its own. */
    List<AsteriskRow> of(Connection connection, MailboxId mailbox, List<String> paths) throws SQLException {
        List<AsteriskRow> rows = fetch(connection, paths);
        if (!table.has("msg_id")) {
            if (AsteriskNumbers.hasTwins(rows)) {
                throw new Unprepared(mailbox);
            }
            return derive(rows);
        }
        Set<String> taken = new HashSet<>();
        if (rows.stream().allMatch(row -> isNamed(row, taken))) {
            return rows;
        }
        throw new Unprepared(mailbox);
    }

    private static List<AsteriskRow> derive(List<AsteriskRow> rows) {
        Set<String> taken = new HashSet<>();
        List<AsteriskRow> named = new ArrayList<>();
        for (AsteriskRow row : rows) {
            String id = row.derivedId();
            for (int n = 2; !taken.add(id); n++) {
                id = row.derivedId() + '-' + n;
            }
            named.add(row.under(id));
        }
        return named;
    }

    /** A message's row. */
    Optional<AsteriskRow> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        List<String> paths = dirs.all(mailbox);
        if (!table.has("msg_id")) {
            return of(connection, mailbox, paths).stream()
                    .filter(row -> row.id().equals(id.value()))
                    .findFirst();
        }
        AsteriskPlace place = AsteriskPlace.of(table, paths);
        return Rows.first(
                connection,
                "select " + AsteriskRow.columns(table) + " from " + table.name() + " where " + place.sql()
                        + " and msg_id = ? order by dir, msgnum",
                AsteriskRow::of,
                place.with(id.value()));
    }

    /** Writes these where there are columns for them; in any case the row is updated, so that triggers tell of it. */
    void setTexts(Connection connection, AsteriskSounds.Locator locator, String flag, String category)
            throws SQLException {
        setText(connection, locator, "flag", flag);
        setText(connection, locator, "category", category);
        if (!table.has("flag") && !table.has("category")) {
            Rows.update(
                    connection, "update " + table.name() + " set msgnum = msgnum" + locator.where(), locator.with());
        }
    }

    private void setText(Connection connection, AsteriskSounds.Locator locator, String column, String text)
            throws SQLException {
        if (table.has(column)) {
            Rows.update(
                    connection,
                    "update " + table.name() + " set " + table.quoted(column) + " = ?" + locator.where(),
                    locator.with(table.fit(column, text)));
        }
    }
}

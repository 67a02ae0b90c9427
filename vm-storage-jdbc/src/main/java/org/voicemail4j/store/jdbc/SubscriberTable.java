package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.voicemail4j.mailbox.MailboxId;

/**
 * The statements that read one table of mailboxes. Pages come in the order of octets, whatever the order of the database,
 * and each from after the last row of the one before, so that nothing is held between two. Immutable.
 *
 * @param name the table's
 * @param columns what is selected, by Asterisk's names
 * @param number how it calls a mailbox's number
 */
record SubscriberTable(String name, String columns, String number) {

    /** Ours. */
    static final SubscriberTable OURS = new SubscriberTable(
            "vm_subscriber",
            "context, box_number as mailbox, full_name as fullname, emails as email, pager, pin as password,"
                    + " pin_fixed as pinfixed, settings as options",
            "box_number");

    private static final Map<String, String> OUR_NAMES = Map.of("options", "settings", "password", "pin");

    /** Asterisk's of that name. */
    static SubscriberTable realtime(String name) {
        return new SubscriberTable(TableName.checked(name), "*", "mailbox");
    }

    /** Where a page ended: at a row's context and number as the table has them. */
    record Place(String context, String number) {

        static final Place BEGIN = new Place("", "");

        static Place after(MailboxId id) {
            return new Place(id.context(), id.number());
        }
    }

    /** How much of the table is read: whole rows, or the names of mailboxes alone. */
    enum Extent {
        ROWS(SubscriberRow::read),
        NAMES(SubscriberRow::readName);

        private final Rows.Reader<SubscriberRow> reader;

        Extent(Rows.Reader<SubscriberRow> reader) {
            this.reader = reader;
        }
    }

    boolean isOurs() {
        return equals(OURS);
    }

    /** How the table calls what is selected by one of Asterisk's names. */
    String column(String selected) {
        return isOurs() ? OUR_NAMES.getOrDefault(selected, selected) : selected;
    }

    List<SubscriberRow> named(Connection connection, MailboxId id) throws SQLException {
        return Rows.all(
                connection,
                select(Extent.ROWS) + " where " + number + " = ? and context = ?",
                SubscriberRow::read,
                id.number(),
                id.context());
    }

    /** Those with that number in any context. */
    List<SubscriberRow> numbered(Connection connection, String wanted) throws SQLException {
        return Rows.all(connection, select(Extent.ROWS) + " where " + number + " = ?", SubscriberRow::read, wanted);
    }

    /** At most so many rows after a place. */
    List<SubscriberRow> page(Connection connection, Place after, int most, Extent extent) throws SQLException {
        List<SubscriberRow> rows = new ArrayList<>(pageOfContext(connection, after, most, extent));
        if (rows.size() < most) {
            rows.addAll(laterContexts(connection, after.context(), most - rows.size(), extent));
        }
        return rows;
    }

    /** At most so many rows after a place, of its context. Two statements, since not every database has an index for both at once. */
    List<SubscriberRow> pageOfContext(Connection connection, Place after, int most, Extent extent) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        String sql = select(extent) + " where " + octets(dialect, "context") + " = " + mark(dialect) + " and "
                + octets(dialect, number) + " > " + mark(dialect) + order(dialect) + " limit " + most;
        return Rows.all(connection, sql, extent.reader, after.context(), after.number());
    }

    private List<SubscriberRow> laterContexts(Connection connection, String context, int most, Extent extent)
            throws SQLException {
        Dialect dialect = Dialect.of(connection);
        String sql = select(extent) + " where " + octets(dialect, "context") + " > " + mark(dialect) + order(dialect)
                + " limit " + most;
        return Rows.all(connection, sql, extent.reader, context);
    }

    /** By both, where the context is the same for all, too: by the number alone H2 sorts what its index has in order. */
    private String order(Dialect dialect) {
        return " order by " + octets(dialect, "context") + ", " + octets(dialect, number);
    }

    private String select(Extent extent) {
        return "select " + (extent == Extent.ROWS ? columns : "context, " + number + " as mailbox") + " from " + name;
    }

    /** A column that is compared by its octets; the columns of our table are so where a table can say it. */
    private String octets(Dialect dialect, String column) {
        return switch (dialect) {
            case POSTGRESQL -> column + " collate \"C\"";
            case MARIADB -> isOurs() ? column : "cast(" + column + " as binary)";
            case H2 -> column;
        };
    }

    private String mark(Dialect dialect) {
        return dialect == Dialect.MARIADB && !isOurs() ? "cast(? as binary)" : "?";
    }
}

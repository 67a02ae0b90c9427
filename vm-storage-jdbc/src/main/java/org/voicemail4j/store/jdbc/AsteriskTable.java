package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.store.StoreException;

/**
 * Asterisk's table of voicemail messages as it is there: which of its historical columns it has, how wide they are, and
 * how recordings are kept. Read from the database's own metadata; nothing of it is assumed.
 */
final class AsteriskTable {

    /** How recordings are kept. */
    enum Keeping {
        /** As octets in the row: PostgreSQL's bytea, MySQL's blobs. */
        OCTETS,
        /** As a PostgreSQL large object whose number is in the row. */
        LARGE_OBJECT
    }

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskTable.class);
    private static final List<String> NEEDED =
            List.of("dir", "msgnum", "callerid", "origtime", "duration", "recording", "mailboxuser", "mailboxcontext");
    private static final Set<String> FILLED = Set.of(
            "dir",
            "msgnum",
            "context",
            "callerid",
            "origtime",
            "duration",
            "recording",
            "flag",
            "category",
            "mailboxuser",
            "mailboxcontext",
            "msg_id");
    /** Less than this is some seconds of sound: the type of a table that somebody made by hand. */
    private static final int SMALL = 1 << 20;

    private final String name;
    private final Dialect dialect;
    private final Map<String, AsteriskColumn> columns;
    private final Keeping keeping;
    private final long mostOctets;
    private final Optional<String> folding;

    private AsteriskTable(
            String name,
            Dialect dialect,
            Map<String, AsteriskColumn> columns,
            Keeping keeping,
            long mostOctets,
            Optional<String> folding) {
        this.name = name;
        this.dialect = dialect;
        this.columns = columns;
        this.keeping = keeping;
        this.mostOctets = mostOctets;
        this.folding = folding;
    }

    /**
     * Looks at a table.
     *
     * @param name of letters, digits and _, with its schema before a dot if need be
     * @throws StoreException if there is no such table or it lacks a column
     */
    static AsteriskTable read(Connection connection, String name) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        MariadbTexts texts = MariadbTexts.read(connection, dialect, TableName.of(name));
        Map<String, AsteriskColumn> columns = columns(connection, dialect, TableName.of(name), texts);
        if (columns.isEmpty()) {
            throw new StoreException("there is no table " + name + " in this database");
        }
        for (String column : NEEDED) {
            if (!columns.containsKey(column)) {
                throw new StoreException("table " + name + " has no column " + column);
            }
        }
        AsteriskColumn recording = Objects.requireNonNull(columns.get("recording"));
        Keeping keeping = keeping(name, recording);
        long most = mostOctets(connection, dialect, keeping, recording);
        if (most < SMALL) {
            LOG.warn(
                    "column recording of table {} holds {} octets at most: some seconds of sound; make it a LONGBLOB",
                    name,
                    most);
        }
        AsteriskTable table = new AsteriskTable(name, dialect, columns, keeping, most, texts.folding("dir"));
        table.warnOfEngine(connection);
        table.warnOfColumns();
        return table;
    }

    private void warnOfColumns() {
        columns.values().stream()
                .filter(column -> !FILLED.contains(column.name()) && !column.filledByItself())
                .filter(column -> column.empty().isEmpty())
                .forEach(column -> LOG.warn(
                        "column {} of table {} stays NULL in what is stored here, which Asterisk cannot read: give it a"
                                + " default",
                        column.name(),
                        name));
    }

    private void warnOfEngine(Connection connection) throws SQLException {
        TableName parts = TableName.of(name);
        if (dialect == Dialect.MARIADB) {
            Rows.first(
                            connection,
                            "select engine from information_schema.tables where table_schema = ? and table_name = ?",
                            row -> String.valueOf(row.getString(1)),
                            parts.schema().orElse(connection.getCatalog()),
                            parts.bare())
                    .filter(engine -> !engine.equalsIgnoreCase("InnoDB"))
                    .ifPresent(engine -> LOG.warn(
                            "table {} is kept by {}, which undoes nothing: what fails in the middle may be there twice;"
                                    + " say ALTER TABLE {} ENGINE=InnoDB",
                            name,
                            engine,
                            name));
        }
    }

    private static Map<String, AsteriskColumn> columns(
            Connection connection, Dialect dialect, TableName name, MariadbTexts texts) throws SQLException {
        String own = dialect == Dialect.MARIADB ? connection.getCatalog() : connection.getSchema();
        String schema = name.schema().orElse(own);
        String catalog = dialect == Dialect.MARIADB ? schema : connection.getCatalog();
        String table = name.bare();
        DatabaseMetaData data = connection.getMetaData();
        String pattern = (dialect == Dialect.MARIADB ? table : dialect.unquoted(table))
                .replace("_", data.getSearchStringEscape() + "_");
        Map<String, AsteriskColumn> columns = new LinkedHashMap<>();
        try (ResultSet rows = data.getColumns(catalog, schema, pattern, null)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
                boolean filled = hasDefault(rows) || "YES".equals(rows.getString("IS_AUTOINCREMENT"));
                columns.put(
                        column,
                        new AsteriskColumn(
                                column,
                                rows.getInt("DATA_TYPE"),
                                rows.getString("TYPE_NAME"),
                                rows.getInt("COLUMN_SIZE"),
                                filled,
                                texts.charset(column),
                                texts.takesAllPlanes(column)));
            }
        }
        return columns;
    }

    /** MariaDB writes NULL, not quoted as a text would be, where there is none; PostgreSQL with a type, where somebody said so. */
    private static boolean hasDefault(ResultSet column) throws SQLException {
        String said = column.getString("COLUMN_DEF");
        return said != null && !said.matches("(?is)null(::.*)?");
    }

    private static Keeping keeping(String name, AsteriskColumn recording) {
        return switch (recording.typeName().toLowerCase(Locale.ROOT)) {
            case "lo", "oid" -> Keeping.LARGE_OBJECT;
            case "bytea", "longblob", "mediumblob", "blob", "tinyblob", "binary large object", "binary varying" ->
                Keeping.OCTETS;
            default ->
                throw new StoreException("column recording of table " + name + " is of type " + recording.typeName()
                        + ", which holds no recordings");
        };
    }

    private static long mostOctets(Connection connection, Dialect dialect, Keeping keeping, AsteriskColumn recording)
            throws SQLException {
        if (dialect == Dialect.POSTGRESQL || keeping == Keeping.LARGE_OBJECT) {
            return 1 << 30;
        }
        long packet = dialect == Dialect.MARIADB
                ? Rows.first(connection, "select @@max_allowed_packet", row -> row.getLong(1))
                        .orElse(1L << 24)
                : Long.MAX_VALUE;
        long column = recording.size() <= 0 ? Integer.MAX_VALUE : recording.size();
        return Math.min(column, packet - 4096);
    }

    String name() {
        return name;
    }

    Dialect dialect() {
        return dialect;
    }

    Keeping keeping() {
        return keeping;
    }

    /** The collation of column {@code dir} if it takes upper and lower case for the same. */
    Optional<String> folding() {
        return folding;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    Optional<AsteriskColumn> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    /** Names and values that every new row has in the columns that neither we nor Asterisk fill. */
    Map<String, Object> emptyColumns() {
        Map<String, Object> empty = new LinkedHashMap<>();
        columns.forEach((column, described) -> {
            if (!FILLED.contains(column) && !described.filledByItself()) {
                described.empty().ifPresent(value -> empty.put(column, value));
            }
        });
        return empty;
    }

    /** The columns that a copy of a row takes over as they are. */
    List<String> copied() {
        Set<String> own = Set.of("dir", "msgnum", "msg_id", "mailboxuser", "mailboxcontext", "recording");
        return columns.values().stream()
                .filter(column ->
                        !own.contains(column.name()) && (FILLED.contains(column.name()) || !column.filledByItself()))
                .map(AsteriskColumn::name)
                .toList();
    }

    /** A column's name in a statement; {@code read} and others are words of SQL. */
    String quoted(String column) {
        return dialect.quoted(dialect == Dialect.MARIADB ? column : dialect.unquoted(column));
    }

    /** A text as it fits its column. */
    String fit(String column, String text) {
        return column(column).map(known -> known.fit(text)).orElse(text);
    }

    /** A text that must not be cut. */
    String whole(String column, String text) {
        if (!fit(column, text).equals(text)) {
            throw new StoreException("column " + column + " of table " + name + " is too narrow for " + text);
        }
        return text;
    }

    Object number(String column, long value) {
        return Objects.requireNonNull(columns.get(column)).number(value);
    }

    /** How many octets of a recording fit into a statement even if the driver writes two for each of them. */
    long mostAtOnce() {
        return dialect == Dialect.MARIADB ? mostOctets / 2 : Long.MAX_VALUE;
    }

    /** Refuses a recording for which there is no room. */
    void requireRoom(long octets) {
        if (octets > mostOctets) {
            throw new StoreException("column recording of table " + name + " takes " + mostOctets
                    + " octets at most, by its type and by max_allowed_packet; this recording has " + octets);
        }
    }
}

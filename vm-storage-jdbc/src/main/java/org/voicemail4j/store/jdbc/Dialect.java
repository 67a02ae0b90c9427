package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.voicemail4j.store.StoreException;

/** What differs between the databases. Everything else is SQL that all of them understand. */
enum Dialect {
    /** PostgreSQL. */
    POSTGRESQL("bytea", "bytea", "text", ""),
    /** MariaDB and MySQL. */
    MARIADB(
            "mediumblob",
            "mediumblob",
            "mediumtext",
            " engine=InnoDB default character set utf8mb4 collate utf8mb4_bin"),
    /** H2. */
    H2("varbinary(65536)", "varbinary(131072)", "varchar(1000000)", "");

    private final String octets;
    private final String beginning;
    private final String text;
    private final String options;

    Dialect(String octets, String beginning, String text, String options) {
        this.octets = octets;
        this.beginning = beginning;
        this.text = text;
        this.options = options;
    }

    /** The database's dialect by what it calls itself. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        return switch (product) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb", "mysql" -> MARIADB;
            case "h2" -> H2;
            default ->
                throw new StoreException("messages are kept in PostgreSQL, MariaDB, MySQL and H2, not in " + product);
        };
    }

    /**
     * Puts this database's words for {@code ${octets}} (of a slice), {@code ${beginning}} (two slices), {@code ${text}} and
     * {@code ${options}} into a script.
     */
    String spell(String script) {
        return script.replace("${octets}", octets)
                .replace("${beginning}", beginning)
                .replace("${text}", text)
                .replace("${options}", options);
    }

    /** Whether one statement text may hold several statements, which then travel together. */
    boolean joinsStatements() {
        return this == POSTGRESQL;
    }

    /** A mark for a number or a text where nothing else tells the database of which type it is. */
    String mark(Object value) {
        if (value instanceof Integer) {
            return this == MARIADB ? "cast(? as signed)" : "cast(? as integer)";
        }
        return this == MARIADB ? "cast(? as char)" : "cast(? as varchar(255))";
    }

    /** Names as the metadata has them where they were written without quotes. */
    String unquoted(String name) {
        return this == H2 ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
    }
}

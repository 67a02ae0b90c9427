package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.store.StoreException;

/** Settings of a database with which messages would be refused one by one, and late; asked for once instead, at the start. */
final class DatabaseSettings {

    private DatabaseSettings() {}

    /**
     * Sees to it that messages can be kept in our tables, before they are made: callers' names are in any script. Whoever has
     * Asterisk's table in such a database keeps it.
     *
     * @throws StoreException if this PostgreSQL database keeps fewer characters than there are
     */
    static Dialect checked(Connection connection) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        if (dialect == Dialect.POSTGRESQL) {
            requireAllCharacters(Rows.first(connection, "show server_encoding", row -> row.getString(1)));
        }
        return dialect;
    }

    static void requireAllCharacters(Optional<String> encoding) {
        encoding.filter(name -> !name.equalsIgnoreCase("UTF8")).ifPresent(name -> {
            throw new StoreException("this database has the encoding " + name
                    + ", which has no place for the names of all callers: create it with ENCODING 'UTF8'");
        });
    }

    /**
     * Sees to it that Asterisk's table can be written as we do, reading what is committed at each statement.
     *
     * @throws StoreException if MariaDB or MySQL logs statements, which does not go together (error 1665)
     */
    static void requireForAsterisksTable(Connection connection, Dialect dialect) throws SQLException {
        if (dialect == Dialect.MARIADB) {
            requireRowsInLog(variable(connection, "log_bin"), variable(connection, "binlog_format"));
        }
    }

    static void requireRowsInLog(String logs, String format) {
        boolean isLogged = logs.equals("ON") || logs.equals("1");
        if (isLogged && format.equals("STATEMENT")) {
            throw new StoreException("binlog_format is STATEMENT, with which this database refuses each change of ours:"
                    + " set it to MIXED or ROW");
        }
    }

    /** In capitals; nothing where there is none of that name. */
    private static String variable(Connection connection, String name) throws SQLException {
        return Rows.first(connection, "show global variables like '" + name + "'", row -> row.getString(2))
                .orElse("")
                .toUpperCase(Locale.ROOT);
    }
}

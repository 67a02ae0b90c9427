package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements with their parameters: never text put into text. */
final class Rows {

    private Rows() {}

    /** Makes something of the row on which the cursor stands. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> all(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
                return result;
            }
        }
    }

    static <T> Optional<T> first(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        }
    }

    static int count(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return first(connection, sql, row -> row.getInt(1), parameters).orElse(0);
    }

    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, parameters);
            return statement.executeUpdate();
        }
    }

    /** Runs a statement of fixed text that has no parameters. */
    static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** Binds the parameters from that index on and returns the next free one. */
    static int bind(PreparedStatement statement, int from, @Nullable Object... parameters) throws SQLException {
        int index = from;
        for (Object parameter : parameters) {
            bindOne(statement, index++, parameter);
        }
        return index;
    }

    private static void bindOne(PreparedStatement statement, int index, @Nullable Object parameter)
            throws SQLException {
        if (parameter == null) {
            statement.setNull(index, Types.NULL);
        } else if (parameter instanceof String text) {
            statement.setString(index, text);
        } else if (parameter instanceof Long number) {
            statement.setLong(index, number);
        } else if (parameter instanceof Integer number) {
            statement.setInt(index, number);
        } else if (parameter instanceof Boolean truth) {
            statement.setBoolean(index, truth);
        } else if (parameter instanceof byte[] octets) {
            statement.setBytes(index, octets);
        } else {
            throw new IllegalArgumentException("no SQL for " + parameter.getClass());
        }
    }
}

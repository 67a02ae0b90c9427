package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements whose results nobody needs, sent together where the database lets them travel in one message. */
final class Batch {

    private final Dialect dialect;
    private final Connection connection;
    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable Object[]> parameters = new ArrayList<>();

    Batch(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    void add(String sql, @Nullable Object... values) {
        statements.add(sql);
        parameters.add(values);
    }

    int size() {
        return statements.size();
    }

    /** Runs what was added and forgets it. */
    void run() throws SQLException {
        if (dialect.joinsStatements() && !statements.isEmpty()) {
            runTogether();
        } else {
            for (int i = 0; i < statements.size(); i++) {
                Rows.update(connection, statements.get(i), parameters.get(i));
            }
        }
        statements.clear();
        parameters.clear();
    }

    private void runTogether() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(String.join(";", statements))) {
            int next = 1;
            for (@Nullable Object[] values : parameters) {
                next = Rows.bind(statement, next, values);
            }
            statement.execute();
        }
    }
}

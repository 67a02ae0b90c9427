package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file's octets on their way into a row of Asterisk's table. MariaDB's and MySQL's drivers may write two octets for one of them, and
 * no statement may be longer than {@code max_allowed_packet}; so that a long recording fits whatever it sounds like, it
 * goes there in parts, which the server joins.
 */
final class AsteriskOctets {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskOctets.class);
    private static final int LARGEST_PART = 1 << 20;
    private static final String JOINED = "@vm_recording";

    private final AsteriskTable table;
    private final InputStream octets;
    private final long length;

    /** @throws org.voicemail4j.store.StoreException if the column has no room for them */
    AsteriskOctets(AsteriskTable table, InputStream octets, long length) {
        table.requireRoom(length);
        this.table = table;
        this.octets = octets;
        this.length = length;
    }

    /** Runs a statement in which they stand between these two pieces of text, each with its parameters. */
    void run(
            Connection connection,
            String before,
            @Nullable Object[] parametersBefore,
            String after,
            @Nullable Object... parametersAfter)
            throws SQLException {
        if (length <= table.mostAtOnce()) {
            try (PreparedStatement statement = connection.prepareStatement(before + "?" + after)) {
                int next = Rows.bind(statement, 1, parametersBefore);
                statement.setBinaryStream(next, octets, (int) length);
                Rows.bind(statement, next + 1, parametersAfter);
                statement.executeUpdate();
            }
            return;
        }
        join(connection);
        try {
            Rows.update(connection, before + JOINED + after, NativeDeposits.with(parametersBefore, parametersAfter));
        } finally {
            forget(connection);
        }
    }

    /** What the server keeps for this connection takes its memory. */
    private static void forget(Connection connection) {
        try {
            Rows.run(connection, "set " + JOINED + " = null");
        } catch (SQLException e) {
            LOG.debug("a connection broke while a recording was written", e);
        }
    }

    /** Not by a stream for each part: a driver reads further than it is told to. */
    private void join(Connection connection) throws SQLException {
        Rows.run(connection, "set " + JOINED + " = _binary ''");
        int most = (int) Math.min(table.mostAtOnce(), LARGEST_PART);
        try {
            for (byte[] part = octets.readNBytes(most); part.length > 0; part = octets.readNBytes(most)) {
                Rows.update(connection, "set " + JOINED + " = concat(" + JOINED + ", ?)", part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a recording", e);
        }
    }
}

package org.voicemail4j.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an Asterisk does to its table, statement by statement, each committed by itself and each value bound as text as its
 * ODBC storage does; seen in PostgreSQL's log of a real one.
 */
final class AsteriskNode {

    private final Connection connection;
    private final boolean bindsTyped;

    /** @param bindsTyped whether the database wants numbers bound as numbers, as its ODBC driver would convert them */
    AsteriskNode(Connection connection, boolean bindsTyped) {
        this.connection = connection;
        this.bindsTyped = bindsTyped;
    }

    /** {@code store_file}: the next number, DELETE of that key, INSERT. */
    int store(String dir, String user, String context, Map<String, String> texts, byte[] recording)
            throws SQLException {
        int number = lastIndex(dir) + 1;
        store(dir, number, user, context, texts, recording);
        return number;
    }

    void store(String dir, int number, String user, String context, Map<String, String> texts, byte[] recording)
            throws SQLException {
        delete(dir, number);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO voicemessages (dir, msgnum, recording, context, callerid, origtime, duration, mailboxuser,"
                        + " mailboxcontext, flag, msg_id) VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
            insert.setString(1, dir);
            number(insert, 2, Integer.toString(number));
            insert.setBytes(3, recording);
            insert.setString(4, texts.getOrDefault("context", ""));
            insert.setString(5, texts.getOrDefault("callerid", ""));
            number(insert, 6, texts.getOrDefault("origtime", "0"));
            number(insert, 7, texts.getOrDefault("duration", "0"));
            insert.setString(8, user);
            insert.setString(9, context);
            insert.setString(10, texts.getOrDefault("flag", ""));
            insert.setString(11, texts.getOrDefault("msg_id", ""));
            insert.executeUpdate();
        }
    }

    private void number(PreparedStatement statement, int index, String value) throws SQLException {
        if (bindsTyped) {
            statement.setInt(index, Integer.parseInt(value));
        } else {
            statement.setString(index, value);
        }
    }

    /** {@code last_message_index}. */
    int lastIndex(String dir) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT msgnum FROM voicemessages WHERE dir=? order by msgnum desc")) {
            select.setString(1, dir);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : -1;
            }
        }
    }

    /** {@code count_messages}. */
    int count(String dir) throws SQLException {
        return Rows.count(connection, "SELECT COUNT(*) FROM voicemessages WHERE dir=?", dir);
    }

    /** {@code message_exists}. */
    boolean exists(String dir, int number) throws SQLException {
        return Rows.count(connection, "SELECT COUNT(*) FROM voicemessages WHERE dir=? AND msgnum=?", dir, number) > 0;
    }

    /** {@code delete_file}. */
    void delete(String dir, int number) throws SQLException {
        Rows.update(connection, "DELETE FROM voicemessages WHERE dir=? AND msgnum=?", dir, number);
    }

    /** {@code retrieve_file}: all columns; NULL in any but msg_id and category makes it fail. */
    Map<String, byte[]> retrieve(String dir, int number) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT * FROM voicemessages WHERE dir=? AND msgnum=?")) {
            select.setString(1, dir);
            select.setInt(2, number);
            try (ResultSet row = select.executeQuery()) {
                Map<String, byte[]> columns = new LinkedHashMap<>();
                if (row.next()) {
                    ResultSetMetaData data = row.getMetaData();
                    for (int i = 1; i <= data.getColumnCount(); i++) {
                        columns.put(data.getColumnName(i), bytes(row, i, data.getColumnName(i)));
                    }
                }
                return columns;
            }
        }
    }

    private static byte[] bytes(ResultSet row, int index, String name) throws SQLException {
        boolean isRecording = name.equals("recording");
        byte @Nullable [] value = isRecording ? row.getBytes(index) : utf8(row.getString(index));
        if (value == null && !name.equals("msg_id") && !name.equals("category")) {
            throw new SQLException("SQL Get Data error! coltitle=" + name);
        }
        return value == null ? new byte[0] : value;
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code copy_file}: how it also moves to Old, deleting the original afterwards. */
    void copy(String fromDir, int from, String toDir, int to, String user, String context) throws SQLException {
        delete(toDir, to);
        Rows.update(
                connection,
                "INSERT INTO voicemessages (dir, msgnum, msg_id, context, callerid, origtime, duration, recording, flag,"
                        + " mailboxuser, mailboxcontext) SELECT ?,?,msg_id,context,callerid,origtime,duration,recording,"
                        + "flag,?,? FROM voicemessages WHERE dir=? AND msgnum=?",
                toDir,
                to,
                user,
                context,
                fromDir,
                from);
    }

    /** {@code rename_file}: how it closes gaps. */
    void rename(String fromDir, int from, String user, String context, String toDir, int to) throws SQLException {
        delete(toDir, to);
        Rows.update(
                connection,
                "UPDATE voicemessages SET dir=?, msgnum=? WHERE mailboxuser=? AND mailboxcontext=? AND dir=? AND msgnum=?",
                toDir,
                to,
                user,
                context,
                fromDir,
                from);
    }
}

package org.voicemail4j.store.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.RiffHeader;

/**
 * What an Asterisk does to its table, statement by statement, each committed by itself and each value bound as text as its
 * ODBC storage does; seen in PostgreSQL's log of a real one.
 */
final class AsteriskNode {

    private final Connection connection;
    private final boolean leavesTypesOpen;

    /** @param leavesTypesOpen whether the database itself is to find out what each text is, as PostgreSQL does for ODBC */
    AsteriskNode(Connection connection, boolean leavesTypesOpen) {
        this.connection = connection;
        this.leavesTypesOpen = leavesTypesOpen;
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
        String category = texts.getOrDefault("category", "");
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO voicemessages (dir, msgnum, recording, context, callerid, origtime, duration, mailboxuser,"
                        + " mailboxcontext, flag, msg_id"
                        + (category.isEmpty()
                                ? ") VALUES (?,?,?,?,?,?,?,?,?,?,?)"
                                : ", category) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"))) {
            text(insert, 1, dir);
            text(insert, 2, Integer.toString(number));
            insert.setBytes(3, recording);
            text(insert, 4, texts.getOrDefault("context", ""));
            text(insert, 5, texts.getOrDefault("callerid", ""));
            text(insert, 6, texts.getOrDefault("origtime", "0"));
            text(insert, 7, texts.getOrDefault("duration", "0"));
            text(insert, 8, user);
            text(insert, 9, context);
            text(insert, 10, texts.getOrDefault("flag", ""));
            text(insert, 11, texts.getOrDefault("msg_id", ""));
            if (!category.isEmpty()) {
                text(insert, 12, category);
            }
            insert.executeUpdate();
        }
    }

    private void text(PreparedStatement statement, int index, String value) throws SQLException {
        if (leavesTypesOpen) {
            statement.setObject(index, value, Types.OTHER);
        } else {
            statement.setString(index, value);
        }
    }

    private PreparedStatement bound(String sql, String... texts) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < texts.length; i++) {
            text(statement, i + 1, texts[i]);
        }
        return statement;
    }

    private void run(String sql, String... texts) throws SQLException {
        try (PreparedStatement statement = bound(sql, texts)) {
            statement.executeUpdate();
        }
    }

    private int number(int otherwise, String sql, String... texts) throws SQLException {
        try (PreparedStatement select = bound(sql, texts);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getInt(1) : otherwise;
        }
    }

    /** {@code last_message_index}. */
    int lastIndex(String dir) throws SQLException {
        return number(-1, "SELECT msgnum FROM voicemessages WHERE dir=? order by msgnum desc", dir);
    }

    /** {@code count_messages}. */
    int count(String dir) throws SQLException {
        return number(0, "SELECT COUNT(*) FROM voicemessages WHERE dir=?", dir);
    }

    /** What it asks for its lamps, with the paths in the text. */
    int waiting(String mailboxDir) throws SQLException {
        return number(
                0,
                "SELECT COUNT(*) FROM voicemessages WHERE dir = '" + mailboxDir + "/INBOX' OR dir = '" + mailboxDir
                        + "/Urgent'");
    }

    /** {@code message_exists}. */
    boolean exists(String dir, int number) throws SQLException {
        return number(0, "SELECT COUNT(*) FROM voicemessages WHERE dir=? AND msgnum=?", dir, Integer.toString(number))
                > 0;
    }

    /** {@code delete_file}. */
    void delete(String dir, int number) throws SQLException {
        run("DELETE FROM voicemessages WHERE dir=? AND msgnum=?", dir, Integer.toString(number));
    }

    /** What it does to a message without an id when it retrieves it. */
    void setId(String dir, int number, String id) throws SQLException {
        run("UPDATE voicemessages SET msg_id=? WHERE dir=? AND msgnum=?", id, dir, Integer.toString(number));
    }

    /** What it does to a message whose sound it leaves on its disk. */
    void leaveSoundOnDisk(String dir, int number) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE voicemessages SET recording=? WHERE dir=? AND msgnum=?")) {
            update.setBytes(1, "AUDMAGIC".getBytes(StandardCharsets.US_ASCII));
            text(update, 2, dir);
            text(update, 3, Integer.toString(number));
            update.executeUpdate();
        }
    }

    /** {@code retrieve_file}: all columns; NULL in any but msg_id and category makes it fail. */
    Map<String, byte[]> retrieve(String dir, int number) throws SQLException {
        try (PreparedStatement select =
                        bound("SELECT * FROM voicemessages WHERE dir=? AND msgnum=?", dir, Integer.toString(number));
                ResultSet row = select.executeQuery()) {
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
        run(
                "INSERT INTO voicemessages (dir, msgnum, msg_id, context, callerid, origtime, duration, recording, flag,"
                        + " mailboxuser, mailboxcontext) SELECT ?,?,msg_id,context,callerid,origtime,duration,recording,"
                        + "flag,?,? FROM voicemessages WHERE dir=? AND msgnum=?",
                toDir,
                Integer.toString(to),
                user,
                context,
                fromDir,
                Integer.toString(from));
    }

    /** {@code rename_file}: how it closes gaps. */
    void rename(String fromDir, int from, String user, String context, String toDir, int to) throws SQLException {
        delete(toDir, to);
        run(
                "UPDATE voicemessages SET dir=?, msgnum=? WHERE mailboxuser=? AND mailboxcontext=? AND dir=? AND msgnum=?",
                toDir,
                Integer.toString(to),
                user,
                context,
                fromDir,
                Integer.toString(from));
    }

    /** A file as it stores it. */
    static byte[] wav(int payload) {
        byte[] header = RiffHeader.encode(AudioEncoding.LINEAR_8K, payload);
        ByteBuffer file = ByteBuffer.allocate(header.length + payload).put(header);
        for (int i = 0; i < payload; i++) {
            file.put((byte) (i * 31));
        }
        return file.array();
    }
}

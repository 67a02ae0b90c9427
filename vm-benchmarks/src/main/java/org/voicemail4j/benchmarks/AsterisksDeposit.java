package org.voicemail4j.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/** One message left as Asterisk leaves it in its table. */
final class AsterisksDeposit {

    /** The table as Asterisk's documents have it. */
    static final String TABLE =
            "create table voicemessages (dir varchar(255) not null, msgnum integer not null, context varchar(80),"
                    + " callerid varchar(80), origtime integer, duration integer, recording bytea, flag varchar(30),"
                    + " category varchar(30), mailboxuser varchar(30), mailboxcontext varchar(30), msg_id varchar(40),"
                    + " primary key (dir, msgnum))";

    private AsterisksDeposit() {}

    /**
     * What a real Asterisk was seen to do for one message, each statement committed by itself, the counts written into the
     * text of their statements: greetings are looked for, the folder is counted and numbered, the message stored and read
     * back, and all folders counted for the lamp and for externnotify. It was seen to prepare each statement anew, under
     * one name or none, so that nothing is kept prepared here either.
     */
    static int leave(DataSource source, String mailbox, byte[] sound) throws SQLException {
        String user = mailbox + '-' + Thread.currentThread().getId();
        String box = "/var/spool/asterisk/voicemail/default/" + user + "/";
        String inbox = box + "INBOX";
        try (Connection connection = source.getConnection()) {
            for (String greeting : new String[] {"temp", "unavail", "greet"}) {
                select(connection, "SELECT * FROM voicemessages WHERE dir=? AND msgnum=?", box + greeting, -1);
            }
            select(connection, "SELECT COUNT(*) FROM voicemessages WHERE dir=?", inbox);
            int number = lastNumber(connection, inbox) + 1;
            update(connection, "DELETE FROM voicemessages WHERE dir=? AND msgnum=?", inbox, number);
            update(
                    connection,
                    "INSERT INTO voicemessages (dir, msgnum, recording, context, callerid, origtime, duration,"
                            + " mailboxuser, mailboxcontext, flag, msg_id) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                    inbox,
                    number,
                    sound,
                    "from-sipp",
                    "\"Caller One\" <5551001>",
                    1_795_374_126,
                    6,
                    user,
                    "default",
                    "",
                    "1795374126-00000000");
            select(connection, "SELECT * FROM voicemessages WHERE dir=? AND msgnum=?", inbox, number);
            String count = "SELECT COUNT(*) FROM voicemessages WHERE dir = '" + box;
            select(connection, count + "INBOX' OR dir = '" + box + "Urgent'");
            for (int i = 0; i < 2; i++) {
                for (String folder : new String[] {"INBOX", "Old", "Urgent"}) {
                    select(connection, count + folder + "'");
                }
            }
            return number;
        }
    }

    private static int lastNumber(Connection connection, String dir) throws SQLException {
        try (PreparedStatement select =
                prepare(connection, "SELECT msgnum FROM voicemessages WHERE dir=? order by msgnum desc")) {
            select.setString(1, dir);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : -1;
            }
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    private static void select(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}

package org.voicemail4j.benchmarks;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.voicemail4j.store.jdbc.JdbcMessageStore;
import org.voicemail4j.store.jdbc.JdbcMessageStoreBuilder;

/** What PostgreSQL touches for one mailbox's messages while the tables around them grow to a million rows. */
final class TableGrowth {

    /** Whose messages they are. */
    static final String MAILBOX = "7777";

    private final DataSource source;
    private final PrintStream out;

    TableGrowth(DataSource source, PrintStream out) {
        this.source = source;
        this.out = out;
    }

    /** @param one the id of a message of that mailbox */
    void show(String one) throws SQLException {
        int rows = 0;
        for (int size : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            fill(rows, size);
            rows = size;
            run("vacuum analyze vm_message");
            run("analyze vm_mailbox");
            out.println(size + " messages in the table");
            String mailbox = "(select b.mailbox_id from vm_mailbox b where b.context = 'default' and b.box_number = '"
                    + MAILBOX + "')";
            explain(
                    "list",
                    "select m.message_id, m.folder, m.length_ms, m.caller_name from vm_message m where m.mailbox_id = "
                            + mailbox + " and m.folder = 'INBOX' order by m.urgent desc, m.position");
            explain(
                    "counts",
                    "select m.folder, count(*), sum(m.urgent) from vm_message m where m.mailbox_id = " + mailbox
                            + " and m.folder in ('INBOX', 'OLD') group by m.folder");
            explain(
                    "open",
                    "select r.format, r.octets from vm_recording r where r.recording_id = (select m.recording_id from"
                            + " vm_message m where m.mailbox_id = " + mailbox + " and m.message_id = '" + one + "')");
        }
    }

    /** What a look for changes touches, by {@code vm_change} and by the versions of all mailboxes as it was before. */
    void showLooks() throws SQLException {
        int rows = 0;
        for (int size : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            run("insert into vm_mailbox select n, 'default', 'f' || n, 0, 0 from generate_series(" + rows + ", "
                    + (size - 1) + ") n");
            run(
                    "insert into vm_change (context, box_number) select 'default', 'f' || n from generate_series(1, 2000) n");
            rows = size;
            run("vacuum analyze vm_mailbox");
            run("vacuum analyze vm_change");
            out.println(size + " mailboxes");
            String look = "select change_id, context, box_number from vm_change where change_id > ";
            String newest = "(select max(change_id) from vm_change)";
            explain("a look after 20 changes", look + newest + " - 1020");
            explain("a look at all that is kept", look + "0");
            explain("versions of all mailboxes", "select context, box_number, change_version from vm_mailbox");
        }
        showLooksAtAsterisksTable();
    }

    /** The same for Asterisk's table with ten messages in each mailbox: by what triggers wrote down, and by reading all folders. */
    private void showLooksAtAsterisksTable() throws SQLException {
        run(AsterisksDeposit.TABLE);
        JdbcMessageStore.builder(source)
                .asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                .asteriskTriggers()
                .build()
                .close();
        int rows = 0;
        for (int size : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            run("insert into voicemessages select '" + JdbcMessageStoreBuilder.ASTERISK_SPOOL + "/default/f' || n / 10"
                    + " || '/INBOX', n % 10, 'from-sipp', '\"Caller One\" <5551001>', 1795374126, 6, '\\x0011', '', '',"
                    + " 'f' || n / 10, 'default', (1795374126 + n) || '-00000000' from generate_series(" + rows + ", "
                    + (size - 1) + ") n");
            rows = size;
            run("delete from vm_dir_change where change_id <= (select max(change_id) from vm_dir_change) - 2000");
            run("insert into vm_dir_change (dir) select dir from voicemessages limit 2000");
            run("vacuum analyze voicemessages");
            run("vacuum analyze vm_dir_change");
            out.println(size + " messages in Asterisk's table");
            explain(
                    "a look after 20 changes",
                    "select change_id, dir, '' from vm_dir_change where change_id > (select max(change_id) from"
                            + " vm_dir_change) - 1020");
            explain(
                    "all folders by the index",
                    "select dir, count(*), max(msgnum), '' from voicemessages group by dir");
            explain("all folders", "select dir, count(*), max(msgnum), max(msg_id) from voicemessages group by dir");
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void fill(int from, int to) throws SQLException {
        run("insert into vm_mailbox select n, 'default', 'f' || n, 0, 0 from generate_series(" + from / 100 + ", "
                + (to / 100 - 1) + ") n");
        run("insert into vm_recording select n, 'wav', 16 from generate_series(" + from + ", " + (to - 1) + ") n");
        run("insert into vm_chunk select n, 0, '\\x00112233445566778899aabbccddeeff' from generate_series(" + from
                + ", " + (to - 1) + ") n");
        run("insert into vm_message (mailbox_id, message_id, folder, position, urgent, sensitivity, heard_by,"
                + " received_ms, length_ms, category, call_id, attributes, version, recording_id) select n / 100,"
                + " '1-' || n, case when n % 2 = 0 then 'INBOX' else 'OLD' end, n, 0, 'NORMAL', '', 0, 1, '', '',"
                + " '', 0, n from generate_series(" + from + ", " + (to - 1) + ") n");
    }

    private void explain(String what, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain (analyze, buffers, costs off, timing off) " + sql)) {
            StringBuilder touched = new StringBuilder();
            while (plan.next()) {
                String line = plan.getString(1).strip();
                if (line.contains("Scan") || line.startsWith("Buffers") && touched.indexOf("Buffers") < 0) {
                    touched.append("  ").append(line);
                }
            }
            out.println("  " + what + ":" + touched);
        }
    }
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/** What the tables of mailboxes say, and how little is asked of the database for it. */
class SubscriberTableTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final String CONF = """
            [general]
            searchcontexts=yes
            [zonemessages]
            central24=America/Chicago|'vm-received' H N
            """;

    @TempDir
    Path folder;

    private static void run(HikariDataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (String sql : statements) {
                Rows.run(connection, sql);
            }
        }
    }

    private static void realtime(HikariDataSource source) throws SQLException {
        run(
                source,
                "create table voicemail (uniqueid integer not null primary key, context varchar(80) not null, mailbox"
                        + " varchar(80) not null, password varchar(80) not null, fullname varchar(80), alias"
                        + " varchar(80), hidefromdir varchar(5), tz varchar(30), review varchar(5), shoesize integer,"
                        + " options varchar(200))",
                "insert into voicemail values (1, 'default', '1000', '4711', 'Ann Owner', 'Nan', 'yes', 'central24',"
                        + " null, 41, 'alias=Anny|maxmsg=7')",
                "insert into voicemail values (2, 'sales', '2000', '0815', 'Ben Owner', null, 'no', null, null, 43,"
                        + " null)");
    }

    private VoicemailConf conf() throws Exception {
        Path file = Files.writeString(folder.resolve("voicemail.conf"), CONF);
        return VoicemailConf.readBesideOthers(file, MailboxPolicy.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void columnsForTheSearchByNameAndForZonesAreHonoured(Databases database) throws Exception {
        try (HikariDataSource source = database.open()) {
            realtime(source);
            VoicemailConf conf = conf();
            JdbcMailboxDirectory directory = JdbcMailboxDirectory.realtime(source, "voicemail", () -> conf);
            Subscriber ann = directory.find(ALICE).orElseThrow();
            assertThat(ann.isListed()).isFalse();
            assertThat(ann.aliases()).containsExactly("Nan", "Anny");
            assertThat(ann.policy().zone()).isEqualTo(ZoneId.of("America/Chicago"));
            assertThat(ann.policy().dateFormat()).isEqualTo("'vm-received' H N");
            assertThat(directory.options(ALICE)).containsEntry("maxmsg", "7").containsEntry("tz", "central24");
            Subscriber ben = directory.find(new MailboxId("default", "2000")).orElseThrow();
            assertThat(ben.mailbox()).isEqualTo(new MailboxId("sales", "2000"));
            assertThat(ben.isListed()).isTrue();
            assertThat(directory.find(new MailboxId("support", "2000"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatPutKeepsIsWhatIsFound(Databases database) throws Exception {
        try (HikariDataSource source = database.open()) {
            JdbcMailboxDirectory directory = JdbcMailboxDirectory.on(source, MailboxPolicy.DEFAULT);
            Subscriber ann = Subscriber.of(ALICE)
                    .fullName("Ann Owner")
                    .aliases(List.of("Nan", "Anny"))
                    .listed(false)
                    .pager("pager@example.org")
                    .pin(Pin.clear("4711"))
                    .build();
            directory.put(ann, Map.of("review", "yes", "alias", "not this"), new SecureRandom());
            Subscriber found = directory.find(ALICE).orElseThrow();
            assertThat(found.aliases()).containsExactly("Nan", "Anny");
            assertThat(found.isListed()).isFalse();
            assertThat(found.pager()).contains("pager@example.org");
            assertThat(found.policy().review()).isTrue();
            assertThat(directory.options(ALICE)).containsEntry("review", "yes").containsEntry("hidefromdir", "yes");
        }
    }

    /** Contexts and numbers that databases put in other orders than octets have. */
    @ParameterizedTest
    @EnumSource
    void pagesComeInTheOrderOfOctetsWhateverTheDatabasesIs(Databases database) throws Exception {
        List<String> contexts = List.of("a-b", "ab", "B", "a", "default");
        try (HikariDataSource source = database.open()) {
            JdbcMailboxDirectory ours = JdbcMailboxDirectory.on(source, MailboxPolicy.DEFAULT);
            realtime(source);
            run(source, "delete from voicemail");
            JdbcMailboxDirectory theirs = JdbcMailboxDirectory.realtime(source, "voicemail", MailboxPolicy.DEFAULT);
            TreeSet<MailboxId> all = new TreeSet<>();
            List<Object[]> rows = new ArrayList<>();
            for (int i = 0; i < 900; i++) {
                MailboxId id = new MailboxId(contexts.get(i % 5), (i % 3 == 0 ? "x" : i % 3 == 1 ? "X-" : "") + i);
                all.add(id);
                rows.add(new Object[] {id.context(), id.number()});
            }
            try (Connection connection = source.getConnection()) {
                insert(connection, rows);
                Rows.update(
                        connection,
                        "insert into voicemail (uniqueid, context, mailbox, password) values (5000, 'a', '*1', '')");
            }
            for (JdbcMailboxDirectory directory : List.of(ours, theirs)) {
                try (Stream<MailboxId> ids = directory.ids();
                        Stream<Subscriber> list = directory.list();
                        Stream<Subscriber> inOne = directory.list("a");
                        Stream<MailboxId> after = directory.idsAfter(new MailboxId("ab", "5"))) {
                    assertThat(ids).containsExactlyElementsOf(all);
                    assertThat(list.map(Subscriber::mailbox)).containsExactlyElementsOf(all);
                    assertThat(inOne.map(Subscriber::mailbox))
                            .containsExactlyElementsOf(all.subSet(new MailboxId("a", "+"), new MailboxId("a-b", "+")));
                    assertThat(after).containsExactlyElementsOf(all.tailSet(new MailboxId("ab", "5"), false));
                }
            }
        }
    }

    private static void insert(Connection connection, List<Object[]> rows) throws SQLException {
        try (var ours = connection.prepareStatement("insert into vm_subscriber (context, box_number, full_name,"
                        + " emails, pin_fixed, settings) values (?, ?, '', '', 0, '')");
                var theirs = connection.prepareStatement(
                        "insert into voicemail (uniqueid, context, mailbox, password) values (?, ?, ?, '')")) {
            for (int i = 0; i < rows.size(); i++) {
                Rows.bind(ours, 1, rows.get(i));
                ours.addBatch();
                Rows.bind(theirs, 1, i, rows.get(i)[0], rows.get(i)[1]);
                theirs.addBatch();
            }
            ours.executeBatch();
            theirs.executeBatch();
        }
    }

    /** One statement, by an index, whatever else is in the table. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void oneMailboxIsLookedUpByAnIndex(Databases database) throws Exception {
        try (HikariDataSource source = database.open()) {
            JdbcMailboxDirectory.on(source, MailboxPolicy.DEFAULT);
            realtime(source);
            run(source, "create index voicemail_mailbox on voicemail (mailbox, context)");
            List<Object[]> rows = IntStream.range(0, 3000)
                    .mapToObj(i -> new Object[] {"many", "x" + i})
                    .toList();
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                run(source, "delete from voicemail");
                insert(connection, rows);
                connection.commit();
                connection.setAutoCommit(true);
                for (String table : List.of("vm_subscriber", "voicemail")) {
                    Rows.run(connection, "analyze " + (database == Databases.MARIADB ? "table " : "") + table);
                    String key = table.equals("voicemail") ? "mailbox" : "box_number";
                    assertIndexed(database, connection, table, key + " = 'x7' and context = 'many'");
                }
                String order = database == Databases.POSTGRESQL ? " collate \"C\"" : "";
                assertIndexed(
                        database,
                        connection,
                        "vm_subscriber",
                        "context" + order + " = 'many' and box_number" + order + " > 'x2990' order by context" + order
                                + ", box_number" + order + " limit 100");
            }
        }
    }

    private static void assertIndexed(Databases database, Connection connection, String table, String where)
            throws SQLException {
        String sql = "explain select * from " + table + " where " + where;
        if (database == Databases.POSTGRESQL) {
            assertThat(String.join("\n", Rows.all(connection, sql, row -> row.getString(1))))
                    .contains("Index")
                    .doesNotContain("Seq Scan");
        } else {
            assertThat(Rows.all(connection, sql, row -> row.getString("type")))
                    .singleElement()
                    .isIn("ref", "const", "eq_ref", "range");
        }
    }

    @Test
    void aDoubtIsSaidOnceAndSoManyAreRememberedAndNoMore() {
        SubscriberDoubts doubts = new SubscriberDoubts(SubscriberTable.realtime("voicemail"), 10);
        assertThat(doubts.place("tz", ALICE)).isEqualTo("column tz of 1000@default in table voicemail");
        for (int round = 0; round < 3; round++) {
            doubts.say(doubts.place("tz", ALICE), "what is it?");
        }
        assertThat(doubts.size()).isEqualTo(1);
        IntStream.range(0, 100).forEach(i -> doubts.say("place " + i, "doubt"));
        assertThat(doubts.size()).isEqualTo(11);
        assertThat(new SubscriberDoubts(SubscriberTable.OURS, 1).place("options", ALICE))
                .isEqualTo("column settings of 1000@default in table vm_subscriber");
    }
}

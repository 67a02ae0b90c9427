package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.testkit.MailboxDirectoryContract;
import org.voicemail4j.testkit.Subscribers;

/** Mailboxes in Asterisk's realtime table and in ours. */
class JdbcMailboxDirectoryTest {

    @Nested
    class RealtimeInPostgresql extends Realtime {
        RealtimeInPostgresql() throws SQLException {
            super(Databases.POSTGRESQL);
        }
    }

    @Nested
    class RealtimeInMariadb extends Realtime {
        RealtimeInMariadb() throws SQLException {
            super(Databases.MARIADB);
        }
    }

    @Nested
    class OursInH2 extends Ours {
        OursInH2() throws SQLException {
            super(Databases.H2);
        }
    }

    @Nested
    class OursInMariadb extends Ours {
        OursInMariadb() throws SQLException {
            super(Databases.MARIADB);
        }
    }

    @Nested
    class OursInPostgresql extends Ours {
        OursInPostgresql() throws SQLException {
            super(Databases.POSTGRESQL);
        }
    }

    /** What both have in common. */
    abstract static class Contract implements MailboxDirectoryContract {

        final HikariDataSource source;

        Contract(Databases database) {
            source = database.open();
        }

        @AfterEach
        void close() {
            source.close();
        }

        void run(String sql) throws SQLException {
            try (Connection connection = source.getConnection()) {
                Rows.update(connection, sql);
            }
        }
    }

    /** As Asterisk's own script makes it, shortened to what is used. */
    abstract static class Realtime extends Contract {

        private final MailboxDirectory directory;

        Realtime(Databases database) throws SQLException {
            super(database);
            run("create table voicemail (uniqueid integer not null, context varchar(80) not null, mailbox varchar(80)"
                    + " not null, password varchar(80) not null, fullname varchar(80), email varchar(80), pager"
                    + " varchar(80), saycid varchar(5), maxmsg integer, minpassword integer, options varchar(200))");
            run("insert into voicemail values (1, 'sales', '1000', '-0815', 'Carol Singer', null, null, null,"
                    + " null, null, null)");
            run("insert into voicemail values (2, 'default', '1000', '4711', 'Alice Liddell',"
                    + " 'alice@example.org|liddell@example.org', null, 'yes', 7, 4, 'review=yes|envelope=no')");
            run("insert into voicemail values (3, 'default', '1001', '', 'Bob Builder', '', '', '', null, null, '')");
            directory = JdbcMailboxDirectory.realtime(source, "voicemail", MailboxPolicy.DEFAULT);
        }

        @Override
        public MailboxDirectory directory() {
            return directory;
        }

        @Test
        void columnsAndTheListOfOptionsMakeThePolicy() {
            MailboxPolicy policy = directory
                    .find(new MailboxId("default", "1000"))
                    .orElseThrow()
                    .policy();
            assertThat(policy.maxMessages()).isEqualTo(7);
            assertThat(policy.sayCaller()).isTrue();
            assertThat(policy.review()).isTrue();
            assertThat(policy.sayEnvelope()).isFalse();
        }

        @Test
        void theColumnVmsecretGoesBeforeThePassword() throws SQLException {
            run("alter table voicemail add column vmsecret varchar(80)");
            run("update voicemail set vmsecret = '9182' where uniqueid = 2");
            Pin pin = directory
                    .find(new MailboxId("default", "1000"))
                    .orElseThrow()
                    .configuredPin()
                    .orElseThrow();
            assertThat(pin.matches("9182")).isTrue();
            assertThat(pin.matches("4711")).isFalse();
        }

        @Test
        void aValueThatCannotBeUsedNamesTheMailboxAndTheOption() throws SQLException {
            run("update voicemail set maxmsg = -5 where uniqueid = 2");
            assertThatThrownBy(() -> directory.find(new MailboxId("default", "1000")))
                    .isInstanceOf(ConfException.class)
                    .hasMessageContaining("1000@default")
                    .hasMessageContaining("maxmsg");
            assertThat(directory.list()).hasSize(2);
        }
    }

    /** Our own table. */
    abstract static class Ours extends Contract {

        private final JdbcMailboxDirectory directory;

        Ours(Databases database) throws SQLException {
            super(database);
            directory = JdbcMailboxDirectory.on(source, MailboxPolicy.DEFAULT);
            SecureRandom random = new SecureRandom();
            directory.put(Subscribers.CAROL, Map.of(), random);
            directory.put(Subscribers.BOB, Map.of(), random);
            directory.put(Subscribers.ALICE, Map.of("minpassword", "9"), random);
            directory.put(Subscribers.ALICE, Map.of("minpassword", "4"), random);
        }

        @Override
        public MailboxDirectory directory() {
            return directory;
        }

        @Test
        void whatOthersPutThereInClearIsHashedWhenItIsEnteredRight() throws SQLException {
            run("update vm_subscriber set pin = '4711 ' where full_name like 'Alice%'");
            run("update vm_subscriber set pin = '-0815', pin_fixed = 0 where full_name like 'Carol%'");
            aPinThatIsNoLongerTheOneOfItsMailboxComesNotBack();
            assertThat(pins()).contains("-0815");
            aPinThatWasEnteredRightIsTheSameAfterwards();
            noPinIsKeptInClear();
        }

        private List<String> pins() throws SQLException {
            try (Connection connection = source.getConnection()) {
                return Rows.all(connection, "select pin from vm_subscriber", row -> row.getString(1));
            }
        }

        @Test
        void noPinIsKeptInClear() throws SQLException {
            assertThat(pins()).hasSize(3).allMatch(pin -> pin.isEmpty() || pin.matches("-?pbkdf2.*"));
        }
    }
}

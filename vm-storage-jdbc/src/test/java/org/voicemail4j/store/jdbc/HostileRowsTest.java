package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/** What others did to our tables is told by table and column, hides nothing else, and no error tells a password. */
class HostileRowsTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");

    private static Message leave(JdbcMessageStore store, int bytes) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(10_000, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(bytes));
            return deposit.commit().orElseThrow();
        }
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Rows.run(connection, sql);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update vm_message set folder = 'NOWHERE'; vm_message; folder",
                "update vm_message set sensitivity = 'SECRET'; vm_message; sensitivity",
                "update vm_message set message_id = 'a b'''; vm_message; message_id",
                "update vm_recording set format = 'mp3'; vm_recording; format",
                "update vm_recording set octets = X''; vm_recording; octets",
                "delete from vm_chunk; vm_chunk; octets",
                "update vm_chunk set octets = X'0102' where chunk = 2; vm_chunk; octets"
            })
    void aRowThatCannotBeReadIsToldByTableAndColumn(String statement) throws SQLException {
        String[] parts = statement.split("; ", -1);
        try (HikariDataSource source = Databases.H2.open()) {
            JdbcMessageStore store = JdbcMessageStore.on(source);
            Message message = leave(store, 200_000);
            run(source, parts[0]);
            assertThatThrownBy(() -> {
                        store.list(ALICE, Folder.INBOX);
                        Stream.of(Folder.values()).forEach(folder -> store.list(ALICE, folder));
                        store.find(ALICE, message.id());
                        Sounds.octets(store.open(ALICE, message.id()).orElseThrow());
                    })
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(parts[1])
                    .hasMessageContaining(parts[2]);
        }
    }

    @Test
    void mailboxesWithNamesThatAreNoneHideNobodyElse() throws SQLException {
        try (HikariDataSource source = Databases.H2.open()) {
            JdbcMessageStore store = JdbcMessageStore.on(source);
            leave(store, 1600);
            run(source, "insert into vm_mailbox values (7, 'o''neill %', '../../etc', 1, 1)");
            assertThat(store.mailboxes()).containsExactly(ALICE);
            assertThat(store.counts(ALICE).newMessages()).isEqualTo(1);
        }
    }

    static Stream<Arguments> alterations() {
        return Stream.of(Databases.values())
                .flatMap(database -> Stream.of(
                        Arguments.of(database, "alter table vm_message drop column caller_number", "caller_number"),
                        Arguments.of(database, narrow(database), "message_id")));
    }

    private static String narrow(Databases database) {
        return switch (database) {
            case POSTGRESQL -> "alter table vm_extra alter column message_id type varchar(2)";
            case MARIADB -> "alter table vm_extra modify column message_id varchar(2) not null";
            case H2 -> "alter table vm_extra alter column message_id varchar(2) not null";
        };
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("alterations")
    void aTableThatSomebodyAlteredIsRefusedByTableAndColumn(Databases database, String alteration, String column)
            throws SQLException {
        try (HikariDataSource source = database.open()) {
            JdbcSchema.of(source).upgrade();
            run(source, alteration);
            assertThatThrownBy(() -> JdbcMessageStore.on(source))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(column)
                    .hasMessageContaining(alteration.split(" ", 4)[2]);
        }
    }

    /** MariaDB's are wrong in {@link GaleraTest}: the embedded one asks nobody for any. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "H2"})
    void wrongCredentialsAreToldAndTheirPasswordIsNot(Databases database) throws SQLException {
        assertNotTold(withWrongPassword(database));
    }

    static void assertNotTold(DataSource source) {
        assertThatThrownBy(() -> JdbcMessageStore.on(source))
                .isInstanceOf(StoreException.class)
                .satisfies(failure -> {
                    StringWriter everything = new StringWriter();
                    failure.printStackTrace(new PrintWriter(everything));
                    assertThat(everything.toString()).doesNotContain("verysecret");
                });
    }

    private static DataSource withWrongPassword(Databases database) throws SQLException {
        String url = database.url();
        return switch (database) {
            case POSTGRESQL -> {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setUrl(url.replaceAll("user=[^&]*", "user=nobody&password=verysecret"));
                yield source;
            }
            default -> {
                run(embedded(url, "right"), "create table there (id int)");
                yield embedded(url, "verysecret");
            }
        };
    }

    private static DataSource embedded(String url, String password) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        source.setPassword(password);
        return source;
    }
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.testkit.FormerGreetingContract;
import org.voicemail4j.testkit.LedgerContract;
import org.voicemail4j.testkit.MessageStoreContract;
import org.voicemail4j.testkit.StoredMailboxesContract;

/** The contract of message stores on Asterisk's table, and after each test: numbers without gaps, no NULL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AsteriskContract
        implements MessageStoreContract, FormerGreetingContract, LedgerContract, StoredMailboxesContract {

    final HikariDataSource source;
    private LedgeredStore store;

    AsteriskContract(Databases database, String... schema) {
        this(database.url(), schema);
    }

    /** On an empty database. */
    AsteriskContract(String url, String... schema) {
        try {
            Databases.run(url, schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        source = Databases.pool(url, 12);
        store = open();
    }

    private LedgeredStore open() {
        return JdbcMessageStore.builder(source)
                .asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                .build();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (String table : List.of("voicemessages", "vm_folder", "vm_extra", "vm_delivery")) {
                Rows.update(connection, "delete from " + table);
            }
        }
        store = open();
    }

    @AfterEach
    void numbersHaveNoGapsAndNothingIsNull() throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(Rows.all(
                            connection,
                            "select dir, count(*), max(msgnum) from voicemessages where msgnum >= 0 group by dir"
                                    + " having count(*) <> max(msgnum) + 1",
                            row -> row.getString(1)))
                    .as("folders with gaps or duplicates")
                    .isEmpty();
            try (ResultSet none =
                    connection.createStatement().executeQuery("select * from voicemessages where 1 = 0")) {
                for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                    String column = none.getMetaData().getColumnName(i);
                    String quote = connection.getMetaData().getIdentifierQuoteString();
                    assertThat(Rows.count(
                                    connection,
                                    "select count(*) from voicemessages where " + quote + column + quote + " is null"))
                            .as(column)
                            .isZero();
                }
            }
        }
    }

    @AfterAll
    void close() {
        source.close();
    }

    @Override
    public LedgeredStore store() {
        return store;
    }
}

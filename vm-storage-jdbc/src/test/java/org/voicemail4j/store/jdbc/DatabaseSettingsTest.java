package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.store.StoreException;

/** A database in which messages would be refused one by one is refused itself, with what to do about it. */
class DatabaseSettingsTest {

    @Test
    void ourTablesAreNotMadeWhereNamesHaveNoPlace() throws SQLException {
        String url = Databases.POSTGRESQL.url();
        String latin = url.replaceAll("/vm([0-9]+)([?&].*)?$", "/latin$1$2");
        Databases.run(
                url,
                "create database " + latin.replaceAll(".*/(latin[0-9]+).*", "$1")
                        + " encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0");
        try (HikariDataSource source = Databases.pool(latin, 2)) {
            assertThatThrownBy(() -> JdbcMessageStore.on(source))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("LATIN1")
                    .hasMessageContaining("UTF8");
            assertThat(JdbcSchema.of(source).version()).isZero();
            try (Connection connection = source.getConnection()) {
                Rows.run(connection, AsteriskSchemas.BYTEA);
            }
            assertThatNoException()
                    .isThrownBy(() -> JdbcMessageStore.builder(source)
                            .asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                            .build()
                            .close());
        }
        assertThatNoException().isThrownBy(() -> DatabaseSettings.requireAllCharacters(Optional.of("UTF8")));
    }

    @ParameterizedTest
    @CsvSource({"ON, MIXED", "ON, ROW", "OFF, STATEMENT", "'', ''"})
    void rowsInTheLogOrNoLogAreGood(String logs, String format) {
        assertThatNoException().isThrownBy(() -> DatabaseSettings.requireRowsInLog(logs, format));
    }

    @Test
    void statementsInTheLogAreRefused() throws SQLException {
        assertThatThrownBy(() -> DatabaseSettings.requireRowsInLog("ON", "STATEMENT"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("binlog_format");
        try (HikariDataSource source = Databases.MARIADB.open();
                Connection connection = source.getConnection()) {
            assertThatNoException()
                    .isThrownBy(() -> DatabaseSettings.requireForAsterisksTable(connection, Dialect.MARIADB));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no connection to jdbc:mysql://voice:s3cret@db/voicemail, no connection to jdbc:mysql://voice:***@db/voicemail",
        "jdbc:mariadb://db/v?user=a&password=s3cret is away, jdbc:mariadb://db/v?user=a&password=*** is away",
        "at db:3306 nobody answers, at db:3306 nobody answers"
    })
    void noPasswordIsRepeated(String said, String told) {
        assertThat(SqlFailures.harmless(new SQLException(said))).isEqualTo(told);
    }
}

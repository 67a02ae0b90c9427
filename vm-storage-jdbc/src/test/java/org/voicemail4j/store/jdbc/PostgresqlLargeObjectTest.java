package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** Asterisk's table in PostgreSQL, recordings as large objects; after each test there is one for each row. */
class PostgresqlLargeObjectTest extends AsteriskContract {

    PostgresqlLargeObjectTest() {
        super(Databases.POSTGRESQL, "create extension lo", AsteriskSchemas.LARGE_OBJECT);
    }

    @AfterEach
    void noLargeObjectIsAnOrphan() throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(Rows.count(connection, "select count(*) from pg_largeobject_metadata"))
                    .isEqualTo(Rows.count(connection, "select count(*) from voicemessages"));
        }
    }
}

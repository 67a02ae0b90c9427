package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.GreetingDatesContract;

/** Dates of owners' greetings in each database. */
class JdbcGreetingDatesTest {

    @Nested
    class InPostgresql extends Contract {
        InPostgresql() {
            super(Databases.POSTGRESQL);
        }
    }

    @Nested
    class InMariadb extends Contract {
        InMariadb() {
            super(Databases.MARIADB);
        }
    }

    @Nested
    class InH2 extends Contract {
        InH2() {
            super(Databases.H2);
        }
    }

    abstract static class Contract implements GreetingDatesContract {

        private final HikariDataSource source;
        private final GreetingDates dates;

        Contract(Databases database) {
            source = database.open();
            dates = new JdbcGreetingDates(source);
        }

        @AfterEach
        void close() {
            source.close();
        }

        @Override
        public GreetingDates dates() {
            return dates;
        }

        @Test
        void anotherNodeSeesThem() {
            new JdbcGreetingDates(source).put(ALICE, GreetingKind.TEMPORARY, UNTIL);

            assertThat(dates.find(ALICE, GreetingKind.TEMPORARY)).contains(UNTIL);
        }

        @Test
        void aRowThatSomebodySpoiledIsReported() throws SQLException {
            dates.put(ALICE, GreetingKind.TEMPORARY, UNTIL);
            try (var connection = source.getConnection()) {
                Rows.update(connection, "update vm_greeting_dates set ends = ?", "tomorrow");
            }

            assertThatThrownBy(() -> dates.all(ALICE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("temp of 1000@default");
        }
    }
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.PersonalListsContract;

/** Owners' lists of recipients in each database. */
class JdbcPersonalListsTest {

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

    abstract static class Contract implements PersonalListsContract {

        private final HikariDataSource source;
        private final PersonalLists lists;

        Contract(Databases database) {
            source = database.open();
            lists = new JdbcPersonalLists(source);
        }

        @AfterEach
        void close() {
            source.close();
        }

        @Override
        public PersonalLists lists() {
            return lists;
        }

        @Test
        void anotherNodeSeesThem() {
            DistributionList five = new DistributionList(5, List.of(CAROL, BOB));
            new JdbcPersonalLists(source).put(ALICE, five);

            assertThat(lists.find(ALICE, 5)).contains(five);
        }

        @Test
        void aRowThatSomebodySpoiledIsReported() throws SQLException {
            lists.put(ALICE, new DistributionList(5, List.of(BOB)));
            try (var connection = source.getConnection()) {
                Rows.update(connection, "update vm_list set members = ?", "../../etc/passwd");
            }

            assertThatThrownBy(() -> lists.find(ALICE, 5))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("list 5 of 1000@default");
        }
    }
}

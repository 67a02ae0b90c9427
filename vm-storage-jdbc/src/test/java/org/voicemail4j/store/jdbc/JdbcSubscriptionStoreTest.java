package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.testkit.SubscriptionStoreContract;

/** Subscriptions in each database. */
class JdbcSubscriptionStoreTest {

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

    abstract static class Contract implements SubscriptionStoreContract {

        private final HikariDataSource source;
        private SubscriptionStore store;

        Contract(Databases database) {
            source = database.open();
            store = new JdbcSubscriptionStore(source, "node 1");
        }

        @Test
        void eachNodeHasItsOwn() {
            StoredSubscription mine = new StoredSubscription("a ", LATER, "mine");
            store.put(mine);
            SubscriptionStore other = new JdbcSubscriptionStore(source, "node 2");
            assertThat(other.load()).isEmpty();
            other.put(new StoredSubscription("a", LATER, "theirs"));
            other.remove("a ");
            assertThat(store.load()).containsExactly(mine);
        }

        @Test
        void whatAnotherNodeLeftGoesWhenItEndedLongAgo() {
            StoredSubscription endless = new StoredSubscription("b", Instant.ofEpochSecond(4_000_000_000L), "x");
            store.put(new StoredSubscription("a", Instant.EPOCH, "x"));
            store.put(endless);

            new JdbcSubscriptionStore(source, "node 2");

            assertThat(store.load()).containsExactly(endless);
        }

        @AfterEach
        void close() {
            source.close();
        }

        @Override
        public SubscriptionStore store() {
            return store;
        }

        @Override
        public void restart() {
            store = new JdbcSubscriptionStore(source, "node 1");
        }
    }
}

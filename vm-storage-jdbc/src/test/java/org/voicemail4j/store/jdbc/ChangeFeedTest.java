package org.voicemail4j.store.jdbc;

import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The feeds of all databases and layouts under the contract. */
class ChangeFeedTest {

    @Nested
    class PolledH2 extends ChangeFeedTests {
        PolledH2() {
            super(Databases.H2);
        }
    }

    @Nested
    class PolledMariadb extends ChangeFeedTests {
        PolledMariadb() {
            super(Databases.MARIADB);
        }
    }

    @Nested
    class PolledAsteriskTable extends ChangeFeedTests {
        PolledAsteriskTable() {
            super(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        }

        @Override
        JdbcMessageStoreBuilder configure(JdbcMessageStoreBuilder builder) {
            return super.configure(builder).asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL);
        }
    }

    @Nested
    class TriggersInPostgresql extends TriggeredFeedTests {
        TriggersInPostgresql() {
            super(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        }
    }

    @Nested
    class TriggersInMariadb extends TriggeredFeedTests {
        TriggersInMariadb() {
            super(Databases.MARIADB, AsteriskSchemas.LONGBLOB);
        }
    }

    /** One node makes triggers, the other does not and uses them as well. */
    abstract static class TriggeredFeedTests extends ChangeFeedTests {
        private boolean made;

        TriggeredFeedTests(Databases database, String schema) {
            super(database, schema);
        }

        @Override
        JdbcMessageStoreBuilder configure(JdbcMessageStoreBuilder builder) {
            super.configure(builder).asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL);
            if (!made) {
                builder.asteriskTriggers();
                made = true;
            }
            return builder;
        }
    }

    /** The pause is longer than anybody waits: what is told was told by a notification. */
    @Nested
    class NotifiedPostgresql extends ChangeFeedTests {
        NotifiedPostgresql() {
            super(Databases.POSTGRESQL);
        }

        @Override
        JdbcMessageStoreBuilder configure(JdbcMessageStoreBuilder builder) {
            return builder.changePause(Duration.ofMinutes(10)).notifications();
        }
    }
}

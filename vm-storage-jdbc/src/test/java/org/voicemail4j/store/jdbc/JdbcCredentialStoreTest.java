package org.voicemail4j.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.testkit.CredentialStoreContract;
import org.voicemail4j.testkit.PinAgeContract;
import org.voicemail4j.testkit.PinHistoryContract;

/** PINs and failed logins in each database. */
class JdbcCredentialStoreTest {

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

    /** As some operators set it: an update counts the rows that it changed, not those that it found. */
    @Nested
    class InMariadbThatCountsChangesAlone extends Contract {
        InMariadbThatCountsChangesAlone() {
            super(Databases.pool(Databases.MARIADB.url() + "&useAffectedRows=true", 12));
        }
    }

    @Nested
    class InH2 extends Contract {
        InH2() {
            super(Databases.H2);
        }
    }

    abstract static class Contract implements CredentialStoreContract, PinHistoryContract, PinAgeContract {

        private final HikariDataSource source;
        private final CredentialStore credentials;

        Contract(Databases database) {
            this(database.open());
        }

        Contract(HikariDataSource pool) {
            source = pool;
            credentials = new JdbcCredentialStore(source, new SecureRandom());
        }

        @AfterEach
        void close() {
            source.close();
        }

        @Override
        public CredentialStore credentials() {
            return credentials;
        }
    }
}

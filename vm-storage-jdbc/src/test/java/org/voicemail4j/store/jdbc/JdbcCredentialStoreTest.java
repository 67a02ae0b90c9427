package org.voicemail4j.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.testkit.CredentialStoreContract;
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

    @Nested
    class InH2 extends Contract {
        InH2() {
            super(Databases.H2);
        }
    }

    abstract static class Contract implements CredentialStoreContract, PinHistoryContract {

        private final HikariDataSource source;
        private final CredentialStore credentials;

        Contract(Databases database) {
            source = database.open();
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

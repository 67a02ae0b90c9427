package org.voicemail4j.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.testkit.FormerGreetingContract;
import org.voicemail4j.testkit.LedgerContract;
import org.voicemail4j.testkit.MessageStoreContract;
import org.voicemail4j.testkit.SharedMailboxContract;
import org.voicemail4j.testkit.StoredMailboxesContract;

/** The contract of message stores on our own tables: one database for a class, emptied before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NativeContract
        implements MessageStoreContract,
                FormerGreetingContract,
                LedgerContract,
                SharedMailboxContract,
                StoredMailboxesContract {

    private final HikariDataSource source;
    private LedgeredStore store;

    NativeContract(Databases database) {
        this(database.url());
    }

    /** On an empty database. */
    NativeContract(String url) {
        source = Databases.pool(url, 12);
        store = JdbcMessageStore.on(source);
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = source.getConnection()) {
            for (String table : List.of(
                    "vm_message", "vm_greeting", "vm_former_greeting", "vm_recording", "vm_mailbox", "vm_delivery")) {
                Rows.update(connection, "delete from " + table);
            }
        }
        store = JdbcMessageStore.on(source);
    }

    @AfterAll
    void close() {
        source.close();
    }

    @Override
    public LedgeredStore store() {
        return store;
    }

    @Override
    public int seeds() {
        return 10;
    }
}

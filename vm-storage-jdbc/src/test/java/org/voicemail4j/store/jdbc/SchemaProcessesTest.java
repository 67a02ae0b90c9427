package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers that are processes of their own start at once on one fresh database. Without a lock between processes H2 lost a
 * table in one of some ten rounds.
 */
class SchemaProcessesTest {

    @TempDir
    Path folder;

    private final AtomicInteger next = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void processesThatStartAtOnceUpgradeOnce(Databases database) throws IOException, SQLException {
        try (UpgradingProcess one = UpgradingProcess.start();
                UpgradingProcess other = UpgradingProcess.start()) {
            assertThat(one.says()).isEqualTo("READY");
            assertThat(other.says()).isEqualTo("READY");
            for (int round = 0; round < (database == Databases.H2 ? 12 : 3); round++) {
                String url = database == Databases.H2 ? file() : database.url();
                try (Connection third = DriverManager.getConnection(url)) {
                    one.upgrade(url);
                    other.upgrade(url);
                    assertThat(one.says()).as("round %d", round).isEqualTo("version " + JdbcSchema.LATEST);
                    assertThat(other.says()).as("round %d", round).isEqualTo("version " + JdbcSchema.LATEST);
                    assertThat(third.isValid(60)).isTrue();
                }
            }
        }
    }

    private String file() {
        return "jdbc:h2:file:" + folder.resolve("messages" + next.incrementAndGet()) + ";AUTO_SERVER=TRUE";
    }
}

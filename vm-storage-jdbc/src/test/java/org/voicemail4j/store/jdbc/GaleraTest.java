package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * Two nodes of a service on a MariaDB Galera cluster of three; one member of the cluster and one node are killed while
 * messages come in. Needs Debian's mariadb-server, galera-4 and rsync.
 */
@Tag("peers")
class GaleraTest {

    @TempDir
    Path folder;

    @Test
    void whatWasThankedForIsThereOnceThoughADatabaseAndANodeAreKilled() throws Exception {
        assumePrograms();
        assertThat(folder.toFile().setExecutable(true, false)).isTrue(); // the cluster runs as nobody
        try (GaleraCluster cluster = GaleraCluster.start(folder.resolve("galera"), 3)) {
            try (HikariDataSource source = Databases.pool(cluster.urlOf(0), 1)) {
                JdbcSchema.of(source).upgrade();
            }
            HostileRowsTest.assertNotTold(new MariaDbDataSource(cluster.urlOf(0) + "&password=verysecret"));
            Path hers = folder.resolve("journal1");
            try (NodeProcess one = NodeProcess.start(cluster.url(0), folder.resolve("journal0"), 0);
                    NodeProcess other = NodeProcess.start(cluster.url(1), hers, 100_000)) {
                one.awaitCommitted(10);
                other.awaitCommitted(10);
                cluster.kill(0);
                one.awaitCommitted(one.committed().size() + 10);
                other.kill();
                one.awaitCommitted(one.committed().size() + 10);
                try (NodeProcess again = NodeProcess.start(cluster.url(1), hers, 200_000)) {
                    again.awaitCommitted(10);
                    again.stop();
                    one.stop();
                    assertThere(cluster.urlOf(1), List.of(one, other, again));
                    assertThere(cluster.urlOf(2), List.of(one, other, again));
                }
            }
        }
    }

    private static void assertThere(String url, List<NodeProcess> nodes) {
        try (HikariDataSource source = Databases.pool(url, 2);
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            NodeProcess.assertEachOnce(store, nodes);
        }
    }

    private static void assumePrograms() {
        List<String> missing = GaleraCluster.PROGRAMS.stream()
                .filter(program -> !Files.exists(Path.of(program)))
                .toList();
        if (System.getProperty("peers", "").equals("required")) {
            assertThat(missing).as("install mariadb-server, galera-4 and rsync").isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> "needs Debian's mariadb-server and galera-4; missing: " + missing);
    }
}

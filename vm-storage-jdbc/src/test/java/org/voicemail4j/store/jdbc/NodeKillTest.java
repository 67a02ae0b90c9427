package org.voicemail4j.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is killed at any instant and started again, over and over: what it thanked for is in the database once. */
class NodeKillTest {

    @TempDir
    Path folder;

    @Test
    void whatWasThankedForIsInPostgresqlOnce() throws Exception {
        killAndStart(Databases.POSTGRESQL.url(), 5);
    }

    /** The database lives in the process that is killed. */
    @Test
    void whatWasThankedForIsInAnEmbeddedDatabaseOnce() throws Exception {
        killAndStart("jdbc:h2:file:" + folder.resolve("messages"), 5);
    }

    @Tag("soak")
    @Test
    void whatWasThankedForIsInPostgresqlOnceHoweverOften() throws Exception {
        killAndStart(Databases.POSTGRESQL.url(), 50);
    }

    @Tag("soak")
    @Test
    void whatWasThankedForIsInAnEmbeddedDatabaseOnceHoweverOften() throws Exception {
        killAndStart("jdbc:h2:file:" + folder.resolve("messages"), 50);
    }

    private void killAndStart(String url, int kills) throws Exception {
        SplittableRandom random = new SplittableRandom(20261126);
        Path journal = folder.resolve("journal");
        List<NodeProcess> nodes = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            try (NodeProcess node = NodeProcess.start(url, journal, kill * 100_000)) {
                nodes.add(node);
                node.awaitCommitted(1 + random.nextInt(12));
                LockSupport.parkNanos(random.nextLong(250_000_000L));
                node.kill();
            }
        }
        try (NodeProcess last = NodeProcess.start(url, journal, kills * 100_000)) {
            nodes.add(last);
            last.stop();
        }
        try (HikariDataSource source = Databases.pool(url, 4);
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            NodeProcess.assertEachOnce(store, nodes);
        }
    }
}

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
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.testkit.CollectingMwiPublisher;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;

/** A node is killed at any instant and started again, over and over: what it thanked for is in the database once, and lamps say so. */
class NodeKillTest {

    @TempDir
    Path folder;

    @Test
    void whatWasThankedForIsInPostgresqlOnce() throws Exception {
        inPostgresql(5);
    }

    /** The database lives in the process that is killed. */
    @Test
    void whatWasThankedForIsInAnEmbeddedDatabaseOnce() throws Exception {
        embedded(5);
    }

    @Tag("soak")
    @Test
    void whatWasThankedForIsInPostgresqlOnceHoweverOften() throws Exception {
        inPostgresql(50);
    }

    @Tag("soak")
    @Test
    void whatWasThankedForIsInAnEmbeddedDatabaseOnceHoweverOften() throws Exception {
        embedded(50);
    }

    /** Another node's lamps follow all along. */
    private void inPostgresql(int kills) throws Exception {
        String url = Databases.POSTGRESQL.url();
        try (Neighbour neighbour = new Neighbour(url)) {
            neighbour.assertAllIsRight(killAndStart(url, kills));
        }
    }

    private void embedded(int kills) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("messages");
        List<NodeProcess> nodes = killAndStart(url, kills);
        try (HikariDataSource source = Databases.pool(url, 4);
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            NodeProcess.assertEachOnce(store, nodes);
        }
    }

    private List<NodeProcess> killAndStart(String url, int kills) throws Exception {
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
        return nodes;
    }

    /** A node that nobody kills and nobody calls. */
    private static final class Neighbour implements AutoCloseable {

        private final CollectingMwiPublisher lamps = new CollectingMwiPublisher();
        private final HikariDataSource source;
        private final JdbcMessageStore store;
        private final VoicemailService service;

        Neighbour(String url) {
            source = Databases.pool(url, 4);
            store = JdbcMessageStore.on(source);
            service = VoicemailService.builder()
                    .directory(new InMemoryMailboxDirectory(DepositingNode.MAILBOXES.stream()
                            .map(mailbox -> Subscriber.of(mailbox).build())
                            .toList()))
                    .store(store)
                    .mwi(lamps)
                    .start();
        }

        void assertAllIsRight(List<NodeProcess> nodes) {
            NodeProcess.assertEachOnce(store, nodes);
            for (MailboxId mailbox : DepositingNode.MAILBOXES) {
                int messages = store.list(mailbox, Folder.INBOX).size();
                lamps.awaitShown(mailbox, new MessageSummary(new MessageCounts(messages, 0, 0, 0)));
            }
        }

        @Override
        public void close() {
            service.close();
            store.close();
            source.close();
        }
    }
}

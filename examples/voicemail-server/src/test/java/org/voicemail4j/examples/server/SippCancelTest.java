package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who gives up before the call is answered. */
class SippCancelTest {

    @TempDir
    Path folder;

    @Test
    void aCancelledCallLeavesNothing() throws Exception {
        Peers.need("sipp");
        CountDownLatch cancelled = new CountDownLatch(1);
        try (TestServer server = new TestServer(folder, info -> {
            await(cancelled);
            return info;
        })) {
            new Sipp(server.work(), server.address())
                    .start("cancel", "1000", "")
                    .succeeds();

            cancelled.countDown();
            server.awaitNoCalls();
            assertThat(server.spool().envelopes("1000", "INBOX")).isEmpty();
        } finally {
            cancelled.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of short calls of sipp's, answered and hung up: afterwards heap, threads and sockets are what they were after the
 * first of them. The figures go to the log.
 */
class CallSoakTest {

    private static final Logger LOG = LoggerFactory.getLogger(CallSoakTest.class);
    /** What the stack remembers of ended transactions is gone after this (RFC 3261 §17, Timer J). */
    private static final Duration TRANSACTIONS = Duration.ofSeconds(40);

    /** Threads of pools that were busier for a moment end after a minute. */
    private static final Duration IDLE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void aFewThousandCallsLeaveNothing() throws Exception {
        soak(1_000, 4_000, 300, Duration.ZERO);
    }

    @Test
    @Tag("soak")
    void twoHundredThousandCallsLeaveNothing() throws Exception {
        soak(10_000, 190_000, 300, TRANSACTIONS);
    }

    private void soak(int first, int more, int rate, Duration settling) throws Exception {
        Peers.need("sipp");
        try (TestServer server = new TestServer(folder)) {
            run(server, first, rate);
            State before = settled(server, settling);
            run(server, more, rate);
            TestServer.await("idle threads to end", IDLE, () -> threads() <= before.threads() + 2);
            State after = settled(server, settling);
            LOG.info("after {} calls {}; after {} {}", first, before, first + more, after);
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 2);
            assertThat(after.descriptors()).as("sockets and files").isLessThanOrEqualTo(before.descriptors() + 4);
            if (!settling.isZero()) {
                assertThat(after.heap()).as("heap").isLessThanOrEqualTo(before.heap() * 11 / 10 + (5L << 20));
            }
        }
    }

    private void run(TestServer server, int calls, int rate) throws Exception {
        new Sipp(server.work(), server.address())
                .start(
                        "hang-up-at-once",
                        "1000",
                        "",
                        "-m",
                        Integer.toString(calls),
                        "-r",
                        Integer.toString(rate),
                        "-l",
                        "50", // the server may have twice as many: what ends here is stored and closed there a little
                        // later
                        "-timeout",
                        "1800s")
                .succeeds(Duration.ofMinutes(30));
        server.awaitNoCalls();
    }

    private record State(long heap, int threads, long descriptors) {
        @Override
        public String toString() {
            return "heap " + (heap >> 20) + " MB, " + threads + " threads, " + descriptors + " descriptors";
        }
    }

    /** Once idle threads have ended and ports have rested. */
    private static State settled(TestServer server, Duration settling) throws IOException {
        LockSupport.parkNanos(settling.toNanos());
        State[] last = {state()};
        TestServer.await("an end of changes", () -> {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            State now = state();
            boolean same = now.threads() == last[0].threads() && now.descriptors() == last[0].descriptors();
            last[0] = now;
            return same && server.server().calls() == 0;
        });
        return last[0];
    }

    private static State state() {
        System.gc();
        return new State(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), threads(), descriptors());
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            return 0;
        }
    }
}

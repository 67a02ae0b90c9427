package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of short calls of sipp's, answered and hung up, while phones subscribe to a lamp, refresh that and leave: afterwards
 * heap, threads, sockets and subscriptions are what they were after the first of them. The figures go to the log.
 */
class CallSoakTest {

    private static final Logger LOG = LoggerFactory.getLogger(CallSoakTest.class);
    /** What the stack remembers of ended transactions is gone after this (RFC 3261 §17, Timer J). */
    private static final Duration TRANSACTIONS = Duration.ofSeconds(40);

    /** Threads of pools that were busier for a moment end after a minute. */
    private static final Duration IDLE = Duration.ofMinutes(3);

    private static final int PHONES = 100;
    /** The store rewrites its file when it has more lines than that, and most of them are out of date. */
    private static final long MOST_LINES = 1_100;

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
        try (TestServer server = new TestServer(folder);
                LampPhones phones = new LampPhones(server.address(), "1000", PHONES)) {
            phones.begin();
            run(server, phones, first, rate);
            State before = settled(server, settling);
            run(server, phones, more, rate);
            TestServer.await("idle threads to end", IDLE, () -> threads() <= before.threads() + 2);
            State after = settled(server, settling);
            LOG.info("after {} calls {}; after {} {}", first, before, first + more, after);
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 2);
            assertThat(after.descriptors()).as("sockets and files").isLessThanOrEqualTo(before.descriptors() + 4);
            assertThat(before.subscriptions()).isEqualTo(PHONES);
            assertThat(after.subscriptions()).isEqualTo(PHONES);
            assertThat(keptLines()).as("lines of the file of subscriptions").isBetween((long) PHONES, MOST_LINES);
            if (!settling.isZero()) {
                assertThat(after.heap()).as("heap").isLessThanOrEqualTo(before.heap() * 11 / 10 + (5L << 20));
            }
            phones.end();
            assertThat(server.server().subscriptions()).isZero();
        }
    }

    private long keptLines() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("spool").resolve(".subscriptions~"))) {
            return lines.count();
        }
    }

    /** The phones do something half as often as there is a call. */
    private void run(TestServer server, LampPhones phones, int calls, int rate) throws Exception {
        CompletableFuture<Void> watching = CompletableFuture.runAsync(() -> phones.live(calls / 2, rate / 2));
        run(server, calls, rate);
        watching.get(30, TimeUnit.MINUTES);
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

    private record State(long heap, int threads, long descriptors, int subscriptions) {
        @Override
        public String toString() {
            return "heap " + (heap >> 20) + " MB, " + threads + " threads, " + descriptors + " descriptors, "
                    + subscriptions + " subscriptions";
        }
    }

    /** Once idle threads have ended and ports have rested. */
    private static State settled(TestServer server, Duration settling) throws IOException {
        LockSupport.parkNanos(settling.toNanos());
        State[] last = {state(server)};
        TestServer.await("an end of changes", () -> {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            State now = state(server);
            boolean same = now.threads() == last[0].threads()
                    && now.descriptors() == last[0].descriptors()
                    && now.subscriptions() == last[0].subscriptions();
            last[0] = now;
            return same && server.server().calls() == 0;
        });
        return last[0];
    }

    private static State state(TestServer server) {
        System.gc();
        return new State(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                threads(),
                descriptors(),
                server.server().subscriptions());
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

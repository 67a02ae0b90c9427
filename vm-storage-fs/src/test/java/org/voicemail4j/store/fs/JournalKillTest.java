package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;

/**
 * A process with a journal before a store that is away every other while, killed at any instant: what it was told comes
 * to the store once and in order.
 */
class JournalKillTest {

    @TempDir
    Path root;

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    /** Others by {@code -DjournalSeeds=FIRST-LAST}. */
    static LongStream manySeeds() {
        String[] ends = System.getProperty("journalSeeds", "100-199").split("-", 2);
        return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasCommittedIsDeliveredOnceAndInOrder(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        CommitStep[] steps = CommitStep.values();
        String step = seed % 2 == 0 ? steps[random.nextInt(steps.length)].name() : "NEVER";
        int[] lines = {20 + random.nextInt(200)};
        Predicate<String> now = line -> line.startsWith("AT ") || --lines[0] == 0;
        assertDelivered(KilledProcess.run(root, "journal", seed, step, 1 + random.nextInt(20), now));
    }

    @Tag("soak")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("manySeeds")
    void whatWasCommittedIsAlwaysDeliveredOnceAndInOrder(long seed) throws Exception {
        whatWasCommittedIsDeliveredOnceAndInOrder(seed);
    }

    private void assertDelivered(Map<Integer, KilledProcess.Said> said) throws IOException, InterruptedException {
        try (FileMessageStore spool = FileMessageStore.in(root.resolve("spool"))) {
            deliver(spool);
            List<Message> messages = spool.list(DepositingProcess.MAILBOX, Folder.INBOX);
            said.forEach((number, what) -> what.assertThere(spool, messages, number));
            assertThat(messages)
                    .extracting(message ->
                            Integer.valueOf(message.envelope().callId().substring("call ".length())))
                    .isSorted();
            KilledProcess.assertGreetingIsWhole(spool);
            assertThat(KilledProcess.names(root.resolve("spool/default/1000/tmp")))
                    .isSubsetOf("delivered");
        }
        assertThat(KilledProcess.names(root.resolve("journal/default/1000/tmp")))
                .isEmpty();
        assertThat(DurableFiles.names(root.resolve("journal/.owners~"))).isSubsetOf("breaking");
        assertThat(DurableFiles.names(root.resolve("spool/.owners~"))).isSubsetOf("breaking");
    }

    private void deliver(FileMessageStore spool) throws InterruptedException {
        CountDownLatch[] delivered = {new CountDownLatch(0)};
        try (JournaledMessageStore journal = JournaledMessageStore.in(root.resolve("journal"), spool)) {
            try (var feed = journal.changes().listen(mailbox -> delivered[0].countDown())) {
                journal.recover();
                while (!journal.pending().isEmpty()) {
                    delivered[0] = new CountDownLatch(1);
                    if (!journal.pending().isEmpty()) {
                        delivered[0].await(1, TimeUnit.SECONDS);
                    }
                }
            }
            assertThat(journal.pending().parked()).isZero();
        }
    }
}

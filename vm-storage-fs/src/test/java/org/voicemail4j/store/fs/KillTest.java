package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.OutboxEntry;

/** A process killed with SIGKILL at any instant loses nothing it was told, halves nothing and doubles nothing. */
class KillTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void killedAtAStep(CommitStep step) throws IOException, InterruptedException {
        assertNothingIsLost(KilledProcess.run(root, "files", 7, step.name(), 3, line -> line.startsWith("AT ")));
    }

    static LongStream seeds() {
        return new SplittableRandom(20261122).longs(10);
    }

    static LongStream manySeeds() {
        return new SplittableRandom(4711).longs(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void killedAtSomeInstant(long seed) throws IOException, InterruptedException {
        int[] lines = {20 + new SplittableRandom(seed).nextInt(120)};
        assertNothingIsLost(KilledProcess.run(root, "files", seed, "NEVER", 1, line -> --lines[0] == 0));
    }

    @Tag("soak")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("manySeeds")
    void killedAtManyInstants(long seed) throws IOException, InterruptedException {
        killedAtSomeInstant(seed);
    }

    private void assertNothingIsLost(Map<Integer, KilledProcess.Said> said) throws IOException {
        try (FileMessageStore store = FileMessageStore.builder(root)
                .dispatches(DepositingProcess.DISPATCHES)
                .build()) {
            store.recover();
            List<Message> messages = store.list(DepositingProcess.MAILBOX, Folder.INBOX);
            said.forEach((number, what) -> what.assertThere(store, messages, number));
            assertThat(messages).hasSizeLessThanOrEqualTo(said.size());
            assertSpoolIsWhole(messages.size());
            assertEverythingIsSentOnce(store, messages);
            KilledProcess.assertGreetingIsWhole(store);
            assertThat(store.recover()).isEmpty();
            assertThat(store.list(DepositingProcess.MAILBOX, Folder.INBOX)).isEqualTo(messages);
        }
        assertThat(DurableFiles.names(root.resolve(".owners~"))).noneMatch(Owners::isId);
    }

    /** A message and what it sends are there, both or neither; those that were deleted are still sent. */
    private static void assertEverythingIsSentOnce(FileMessageStore store, List<Message> messages) {
        List<OutboxEntry> entries = store.outbox().orElseThrow().list(10_000);
        assertThat(entries.stream().map(entry -> entry.dispatch().content()))
                .doesNotHaveDuplicates()
                .containsAll(messages.stream()
                        .map(message -> message.envelope().callId())
                        .toList());
        assertThat(entries.stream().map(OutboxEntry::message))
                .containsAll(messages.stream().map(Message::id).toList());
    }

    private void assertSpoolIsWhole(int messages) throws IOException {
        Path mailbox = root.resolve("default/1000");
        Set<String> expected = new HashSet<>();
        for (int number = 0; number < messages; number++) {
            for (String extension : new String[] {"txt", "wav", "ulaw"}) {
                expected.add(String.format("msg%04d.%s", number, extension));
            }
        }
        assertThat(KilledProcess.names(mailbox.resolve("INBOX"))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(KilledProcess.names(mailbox.resolve("tmp"))).isEmpty();
    }
}

package org.voicemail4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;

class MailboxQueuesTest {

    private static final MailboxId ALICE = MailboxId.parse("1000");
    private static final MailboxId BOB = MailboxId.parse("1001");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final MailboxQueues queues = new MailboxQueues(threads);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void tasksOfOneMailboxRunInOrder() {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 1000).forEach(i -> queues.execute(ALICE, () -> ran.add(i)));
        queues.awaitIdle(LONG);
        assertThat(ran)
                .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void aMailboxDoesNotWaitForAnother() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch bobRan = new CountDownLatch(1);
        queues.execute(ALICE, () -> await(release));
        queues.execute(BOB, bobRan::countDown);
        bobRan.await();
        release.countDown();
        queues.awaitIdle(LONG);
    }

    @Test
    void aFailingTaskDoesNotStopTheNext() {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        queues.execute(ALICE, () -> {
            throw new IllegalStateException("planted");
        });
        queues.execute(ALICE, () -> ran.add("next"));
        queues.awaitIdle(LONG);
        assertThat(ran).containsExactly("next");
    }

    @Test
    void anErrorDoesNotSilenceAMailbox() {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        queues.execute(ALICE, () -> {
            throw new AssertionError("planted");
        });
        queues.execute(ALICE, () -> ran.add("next"));
        queues.awaitIdle(LONG);
        assertThat(ran).containsExactly("next");
    }

    @Test
    void aTaskWithoutAThreadIsToldSo() {
        List<String> told = new ArrayList<>();
        MailboxQueues full = new MailboxQueues(task -> {
            throw new RejectedExecutionException("planted");
        });
        full.execute(ALICE, () -> told.add("ran"), () -> told.add("dropped"));
        assertThat(told).containsExactly("dropped");
    }

    @Test
    void anExecutorThatStoppedLeavesNothingWaiting() {
        MailboxQueues stopped = new MailboxQueues(task -> {
            throw new RejectedExecutionException("planted");
        });
        stopped.execute(ALICE, () -> {});
        stopped.awaitIdle(LONG);
        stopped.execute(ALICE, () -> {});
        stopped.awaitIdle(LONG);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

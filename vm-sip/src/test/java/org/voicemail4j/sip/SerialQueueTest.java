package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SerialQueueTest {

    /** What the shared threads have been given. */
    private final Queue<Runnable> given = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();
    private final SerialQueue queue = new SerialQueue(given::add);

    @Test
    void workHereIsDoneBeforeItReturns() {
        queue.executeHere(() -> done.add("here"));
        assertThat(done).containsExactly("here");
        assertThat(given).isEmpty();
    }

    @Test
    void workHereWaitsForWhatWasGivenBefore() {
        queue.execute(() -> done.add("first"));
        queue.executeHere(() -> done.add("second"));
        assertThat(done).isEmpty();
        given.remove().run();
        assertThat(done).containsExactly("first", "second");
        assertThat(given).isEmpty();
    }

    @Test
    void whatIsGivenMeanwhileIsLeftToTheSharedThreads() {
        queue.executeHere(() -> {
            queue.execute(() -> done.add("later"));
            queue.executeHere(() -> done.add("last"));
            done.add("here");
        });
        assertThat(done).containsExactly("here");
        given.remove().run();
        assertThat(done).containsExactly("here", "later", "last");
        queue.executeHere(() -> done.add("again"));
        assertThat(done).endsWith("again");
    }

    @Test
    void whatIsQuickIsDoneByWhoeverIsAtWorkButNeverBeforeWhatIsNot() {
        queue.executeHere(() -> {
            queue.executeQuickly(() -> done.add("quick"));
            done.add("here");
        });
        assertThat(done).containsExactly("here", "quick");
        assertThat(given).isEmpty();

        queue.executeHere(() -> {
            queue.execute(() -> done.add("slow"));
            queue.executeQuickly(() -> done.add("behind"));
        });
        assertThat(done).containsExactly("here", "quick");
        given.remove().run();
        assertThat(done).containsExactly("here", "quick", "slow", "behind");
        assertThat(given).isEmpty();
    }

    @Test
    void workHereThatFailsStopsNothing() {
        queue.executeHere(() -> {
            throw new IllegalStateException("planted");
        });
        queue.executeHere(() -> done.add("next"));
        assertThat(done).containsExactly("next");
    }

    @Test
    void neverTwoAtOnceWhoeverGives() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            SerialQueue shared = new SerialQueue(threads);
            int[] sum = new int[1];
            AtomicInteger left = new AtomicInteger(60_000);
            Runnable step = () -> {
                sum[0]++; // no lock: the queue is one
                left.decrementAndGet();
            };
            List<Thread> givers = IntStream.range(0, 4)
                    .mapToObj(i -> new Thread(() -> IntStream.range(0, 5_000).forEach(n -> {
                        shared.execute(step);
                        shared.executeHere(step);
                        shared.executeQuickly(step);
                    })))
                    .toList();
            givers.forEach(Thread::start);
            for (Thread giver : givers) {
                giver.join();
            }
            Await.until("all steps were taken", () -> left.get() == 0);
            assertThat(sum[0]).isEqualTo(60_000);
        } finally {
            threads.shutdownNow();
        }
    }
}

package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.testkit.ManualClock;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CallQueueTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final CallQueue queue = new CallQueue(clock, Duration.ofSeconds(30));

    private static CallHistory at(int terminal, String forwarding) {
        return new CallHistory(1, terminal, 'N', forwarding, "");
    }

    @Test
    void aMessageThatCameFirstIsFoundByEachKey() {
        queue.add(at(7, "5551000"));
        assertThat(queue.take(SearchKey.TERMINAL, "0007", Duration.ZERO)).contains(at(7, "5551000"));
        queue.add(at(7, "5551000"));
        assertThat(queue.take(SearchKey.FORWARDING_STATION, "5551000", Duration.ZERO))
                .contains(at(7, "5551000"));
        queue.add(at(7, "5551000"));
        assertThat(queue.take(SearchKey.DESK, "001", Duration.ZERO)).contains(at(7, "5551000"));
    }

    @Test
    void whatFitsNothingFindsNothing() {
        queue.add(at(7, ""));
        assertThat(queue.take(SearchKey.TERMINAL, "8", Duration.ZERO)).isEmpty();
        assertThat(queue.take(SearchKey.FORWARDING_STATION, "", Duration.ZERO)).isEmpty();
        assertThat(queue.take(SearchKey.DESK, "x", Duration.ZERO)).isEmpty();
        assertThat(queue.take(SearchKey.TERMINAL, "99999999999999999999", Duration.ZERO))
                .isEmpty();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void aMessageIsUsedOnce() {
        queue.add(at(7, "5551000"));
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ZERO)).isPresent();
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ZERO)).isEmpty();
    }

    @Test
    void theOlderOfTwoIsTakenFirst() {
        queue.add(at(7, "1"));
        queue.add(at(7, "2"));
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ZERO)).contains(at(7, "1"));
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ZERO)).contains(at(7, "2"));
    }

    @Test
    void aCallThatCameFirstGetsItsMessage() {
        CompletableFuture<Optional<CallHistory>> call = later(() -> queue.take(SearchKey.TERMINAL, "7", LONG));
        awaitWaiting(1);
        queue.add(at(8, "99"));
        queue.add(at(7, "5551000"));
        assertThat(call.join()).contains(at(7, "5551000"));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void ofTwoCallsTheOneThatWaitsLongerIsServedFirst() {
        CompletableFuture<Optional<CallHistory>> first = later(() -> queue.take(SearchKey.DESK, "1", LONG));
        awaitWaiting(1);
        CompletableFuture<Optional<CallHistory>> second = later(() -> queue.take(SearchKey.DESK, "1", LONG));
        awaitWaiting(2);
        queue.add(at(7, "1"));
        queue.add(at(8, "2"));
        assertThat(first.join()).contains(at(7, "1"));
        assertThat(second.join()).contains(at(8, "2"));
    }

    /** A thread for each call: calls that wait for each other must not share one. */
    private CompletableFuture<Optional<CallHistory>> later(Supplier<Optional<CallHistory>> call) {
        return CompletableFuture.supplyAsync(call, threads);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private void awaitWaiting(int calls) {
        while (queue.waiting() < calls) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aCallWhoseTimeIsOutGetsNothing() {
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ofMillis(20))).isEmpty();
        queue.add(at(7, "5551000"));
        assertThat(queue.size()).as("nobody who left takes it").isEqualTo(1);
    }

    @Test
    void messagesExpire() {
        queue.add(at(7, "1"));
        clock.advance(Duration.ofSeconds(20));
        queue.add(at(7, "2"));
        clock.advance(Duration.ofSeconds(11));
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ZERO)).contains(at(7, "2"));
        assertThat(queue.expired()).isEqualTo(1);
    }

    @Test
    void floodsAreBounded() {
        for (int i = 0; i < 3 * CallQueue.MOST; i++) {
            queue.add(at(i % 1000, Integer.toString(i)));
        }
        assertThat(queue.size()).isEqualTo(CallQueue.MOST);
        assertThat(queue.expired()).isEqualTo(2L * CallQueue.MOST);
    }

    @Test
    void manyCallsAndMessagesAtOnceMeetOneToOne() {
        CompletableFuture<?> sending = CompletableFuture.runAsync(() ->
                IntStream.range(0, 500).forEach(i -> queue.add(at(i % 10, Integer.toString(i)))));
        Set<String> got = new HashSet<>();
        IntStream.range(0, 500)
                .forEach(i -> got.add(queue.take(SearchKey.TERMINAL, Integer.toString(i % 10), LONG)
                        .orElseThrow()
                        .forwardingStation()));
        sending.join();
        assertThat(got).hasSize(500);
        assertThat(queue.size()).isZero();
    }
}

package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.testkit.ManualClock;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CallQueueTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final CallQueue queue = new CallQueue("smdi", clock, Duration.ofSeconds(30));

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
    void ofTwoForAStationOrADeskTheOlderIsTakenFirst() {
        for (SearchKey key : List.of(SearchKey.FORWARDING_STATION, SearchKey.DESK)) {
            String value = key == SearchKey.DESK ? "1" : "5551000";
            queue.add(at(7, "5551000"));
            queue.add(at(8, "5551000"));
            assertThat(queue.take(key, value, Duration.ZERO)).contains(at(7, "5551000"));
            assertThat(queue.take(key, value, Duration.ZERO)).contains(at(8, "5551000"));
        }
    }

    /** The first caller gave up before the gateway called; a line carries one call at a time. */
    @Test
    void ofTwoForATerminalTheNewerIsTakenAndTheOtherIsDropped() {
        queue.add(at(7, "1"));
        queue.add(at(8, "9"));
        queue.add(at(7, "2"));
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ZERO)).contains(at(7, "2"));
        assertThat(queue.take(SearchKey.TERMINAL, "7", Duration.ZERO)).isEmpty();
        assertThat(queue.take(SearchKey.TERMINAL, "8", Duration.ZERO)).contains(at(8, "9"));
        assertThat(queue.unused()).isEqualTo(1);
    }

    @Test
    void theSameTerminalOfTwoDesksIsToldApart() {
        CallHistory other = new CallHistory(2, 7, 'N', "2", "");
        queue.add(at(7, "1"));
        queue.add(other);
        assertThat(queue.take(SearchKey.TERMINAL, "3-7", Duration.ZERO)).isEmpty();
        assertThat(queue.take(SearchKey.TERMINAL, "-7", Duration.ZERO)).isEmpty();
        assertThat(queue.take(SearchKey.TERMINAL, "001-0007", Duration.ZERO)).contains(at(7, "1"));
        assertThat(queue.take(SearchKey.TERMINAL, "2-7", Duration.ZERO)).contains(other);
    }

    @ParameterizedTest
    @CsvSource({"TERMINAL, 0007", "FORWARDING_STATION, 5551000", "DESK, 001"})
    void aCallThatCameFirstGetsItsMessage(SearchKey key, String value) {
        CompletableFuture<Optional<CallHistory>> call = later(() -> queue.take(key, value, LONG));
        awaitWaiting(1);
        queue.add(new CallHistory(2, 8, 'N', "99", ""));
        queue.add(at(7, "5551000"));
        assertThat(call.join()).contains(at(7, "5551000"));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void aCallThatWaitsAtTwoQueuesTakesOneMessage() {
        CallQueue second = new CallQueue("second", clock, Duration.ofSeconds(30));
        CompletableFuture<CallHistory> got = new CompletableFuture<>();
        queue.begin(SearchKey.TERMINAL, "7", got::complete);
        second.begin(SearchKey.TERMINAL, "7", got::complete);
        second.add(at(7, "1"));
        queue.add(at(7, "2"));
        assertThat(got.join()).isEqualTo(at(7, "1"));
        assertThat(second.size()).isZero();
        assertThat(queue.size()).as("left for the call it is for").isEqualTo(1);
    }

    @Test
    void aCallWhoseThreadIsInterruptedGetsNothingAndTakesNothing() {
        CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(
                () -> {
                    Thread.currentThread().interrupt();
                    return queue.take(SearchKey.TERMINAL, "7", LONG).isEmpty() && Thread.interrupted();
                },
                threads);
        assertThat(interrupted.join()).isTrue();
        queue.add(at(7, "1"));
        assertThat(queue.size()).isEqualTo(1);
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
        assertThat(queue.unused()).isEqualTo(1);
    }

    @Test
    void floodsAreBounded() {
        for (int i = 0; i < 3 * CallQueue.MOST; i++) {
            queue.add(at(i % 1000, Integer.toString(i)));
        }
        assertThat(queue.size()).isEqualTo(CallQueue.MOST);
        assertThat(queue.unused()).isEqualTo(2L * CallQueue.MOST);
    }

    @Test
    void manyCallsAndMessagesAtOnceMeetOneToOne() {
        CompletableFuture<?> sending = CompletableFuture.runAsync(
                () -> IntStream.range(0, 1_000).forEach(i -> queue.add(at(i, Integer.toString(i)))), threads);
        Set<String> got = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> calls = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> takeTheirs(got), threads))
                .toList();
        calls.forEach(CompletableFuture::join);
        sending.join();
        assertThat(got).hasSize(1_000);
        assertThat(queue.size()).isZero();
    }

    private void takeTheirs(Set<String> got) {
        for (int i = 0; i < 250; i++) {
            String station = queue.take(SearchKey.DESK, "1", LONG).orElseThrow().forwardingStation();
            assertThat(got.add(station)).as("taken once").isTrue();
        }
    }
}

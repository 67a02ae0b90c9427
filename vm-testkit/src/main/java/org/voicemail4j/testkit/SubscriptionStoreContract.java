package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;

/** What every durable {@link SubscriptionStore} must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface SubscriptionStoreContract {

    /** A time with a fraction that must not get lost. */
    Instant LATER = Instant.parse("2031-01-02T03:04:05.678Z");

    /** The store under test, empty at first and the same one until {@link #restart}. */
    SubscriptionStore store();

    /** Ends the process as it were, without a word to the store, and starts anew: {@link #store} is another then. */
    void restart();

    @Test
    default void anEmptyStoreHasNothing() {
        assertThat(store().load()).isEmpty();
        store().remove("not there");
    }

    @Test
    default void whatIsPutIsThereAfterARestart() {
        StoredSubscription kept =
                subscription("a", "call-id=1\ntarget=sip:1000@[::1];transport=tcp\näöü=\u20ac \\ \"%\n");
        store().put(kept);
        store().put(subscription("b", ""));

        assertThat(store().load()).containsExactlyInAnyOrder(kept, subscription("b", ""));
        restart();
        assertThat(store().load()).containsExactlyInAnyOrder(kept, subscription("b", ""));
        assertThat(store().isDurable()).isTrue();
    }

    @Test
    default void theLaterOneWithAnIdTakesThePlaceOfTheEarlier() {
        store().put(subscription("a", "old"));
        store().put(subscription("a", "new"));
        restart();

        assertThat(store().load()).containsExactly(subscription("a", "new"));
    }

    @Test
    default void whatIsRemovedIsGone() {
        store().put(subscription("a", "x"));
        store().put(subscription("b", "y"));
        store().remove("a");

        assertThat(store().load()).containsExactly(subscription("b", "y"));
        restart();
        assertThat(store().load()).containsExactly(subscription("b", "y"));
    }

    @Test
    default void idsAreTextAndNotNames() {
        List<StoredSubscription> odd = new ArrayList<>();
        for (String id : List.of("../../etc/passwd", "a b", "A", "a", "%2e", "\u20ac", "x".repeat(200), "+ x", "- a")) {
            odd.add(subscription(id, id));
            store().put(subscription(id, id));
        }
        restart();

        assertThat(store().load()).containsExactlyInAnyOrderElementsOf(odd);
    }

    @Test
    default void expiredOnesAreTheReadersBusiness() {
        StoredSubscription expired = new StoredSubscription("a", Instant.EPOCH, "x");
        store().put(expired);
        restart();

        assertThat(store().load()).containsExactly(expired);
    }

    @Test
    default void manyChangesLeaveWhatIsLeft() {
        SplittableRandom random = new SplittableRandom(20261122);
        TreeMap<String, StoredSubscription> expected = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            String id = "s" + random.nextInt(100);
            if (random.nextInt(4) == 0) {
                store().remove(id);
                expected.remove(id);
            } else {
                StoredSubscription next = subscription(id, "state " + i);
                store().put(next);
                expected.put(id, next);
            }
        }
        restart();

        assertThat(store().load()).containsExactlyInAnyOrderElementsOf(expected.values());
    }

    @Test
    default void changesOfManyThreadsAreAllThere() {
        SubscriptionStore shared = store();
        CompletableFuture<?>[] all = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 50; i++) {
                        shared.put(subscription(thread + "-" + i, "x"));
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).join();
        restart();

        assertThat(store().load()).hasSize(200);
    }

    private static StoredSubscription subscription(String id, String state) {
        return new StoredSubscription(id, LATER, state);
    }
}

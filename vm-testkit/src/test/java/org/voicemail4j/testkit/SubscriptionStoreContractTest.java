package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;

/** The contract catches what it is there to catch. */
class SubscriptionStoreContractTest {

    @ParameterizedTest
    @EnumSource
    void aStoreThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyStore.class, fault)).isNotEmpty();
    }

    /** Stores that get one thing wrong. */
    enum Fault {
        KEEPS_THE_FIRST(() -> new Kept() {
            @Override
            public void put(StoredSubscription subscription) {
                kept.putIfAbsent(subscription.id(), subscription);
            }
        }),
        NEVER_REMOVES(() -> new Kept() {
            @Override
            public void remove(String id) {
                // planted
            }
        }),
        CUTS_TIMES(() -> new Kept() {
            @Override
            public void put(StoredSubscription one) {
                super.put(new StoredSubscription(one.id(), one.expires().truncatedTo(ChronoUnit.SECONDS), one.state()));
            }
        }),
        TAKES_IDS_FOR_THE_SAME_WHATEVER_THEIR_CASE(() -> new Kept(new TreeMap<>(String.CASE_INSENSITIVE_ORDER))),
        KEEPS_ONE_LINE(() -> new Kept() {
            @Override
            public void put(StoredSubscription one) {
                super.put(new StoredSubscription(
                        one.id(), one.expires(), one.state().replace('\n', ' ')));
            }
        }),
        FORGETS_WHAT_EXPIRED(() -> new Kept() {
            @Override
            public List<StoredSubscription> load() {
                return kept.values().stream()
                        .filter(one -> one.expires().isAfter(SubscriptionStoreContract.LATER.minusSeconds(1)))
                        .toList();
            }
        }),
        TELLS_TWICE(() -> new Kept() {
            @Override
            public List<StoredSubscription> load() {
                List<StoredSubscription> twice = new ArrayList<>(super.load());
                twice.addAll(super.load());
                return twice;
            }
        });

        private final Supplier<SubscriptionStore> made;

        Fault(Supplier<SubscriptionStore> made) {
            this.made = made;
        }
    }

    private static class Kept implements SubscriptionStore {
        final Map<String, StoredSubscription> kept;

        Kept() {
            this(new ConcurrentHashMap<>());
        }

        Kept(Map<String, StoredSubscription> kept) {
            this.kept = kept;
        }

        @Override
        public void put(StoredSubscription subscription) {
            kept.put(subscription.id(), subscription);
        }

        @Override
        public void remove(String id) {
            kept.remove(id);
        }

        @Override
        public List<StoredSubscription> load() {
            return List.copyOf(kept.values());
        }
    }

    @ExtendWith(FaultyStore.Parameter.class)
    static class FaultyStore implements SubscriptionStoreContract {
        private final SubscriptionStore store;

        FaultyStore(Fault fault) {
            store = fault.made.get();
        }

        @Override
        public SubscriptionStore store() {
            return store;
        }

        @Override
        public void restart() {
            // the same memory
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.store.MessageStore;

/** Two owners and five callers at once, in memory, in 1,000 orders; and that this catches what it is there to catch. */
class SharedMailboxTest implements SharedMailboxContract {

    private final MessageStore store = new InMemoryMessageStore();

    @Override
    public MessageStore store() {
        return store;
    }

    @ParameterizedTest
    @EnumSource(names = {"MOVES_WHAT_WAS_MOVED_ELSEWHERE", "COUNTS_NOTHING_URGENT"})
    void aStoreThatGetsOneThingWrongFailsTheContract(StoreFault fault) {
        assertThat(ContractRun.failedTests(FaultyStore.class, fault)).isNotEmpty();
    }

    /** Not run by itself: the contract on a store with a fault. */
    @ExtendWith(FaultyStore.Parameter.class)
    static final class FaultyStore implements SharedMailboxContract {

        private final MessageStore store;

        FaultyStore(StoreFault fault) {
            this.store = fault.newStore();
        }

        @Override
        public MessageStore store() {
            return store;
        }

        static final class Parameter extends ContractRun.FaultParameter<StoreFault> {
            Parameter() {
                super(StoreFault.class);
            }
        }
    }
}

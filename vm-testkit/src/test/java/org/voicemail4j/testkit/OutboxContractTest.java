package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.store.MessageStore;

/** The contract catches what it is there to catch. */
class OutboxContractTest {

    @ParameterizedTest
    @EnumSource
    void anOutboxThatGetsOneThingWrongFailsTheContract(OutboxFault fault) {
        assertThat(ContractRun.failedTests(FaultyOutbox.class, fault)).isNotEmpty();
    }

    /** Not run by itself: the contract on a store whose outbox has a fault. */
    @ExtendWith(FaultyOutbox.Parameter.class)
    static final class FaultyOutbox implements OutboxContract {

        private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
        private final MessageStore store;

        FaultyOutbox(OutboxFault fault) {
            this.store = fault.newStore(clock);
        }

        @Override
        public MessageStore store() {
            return store;
        }

        @Override
        public ManualClock clock() {
            return clock;
        }

        static final class Parameter extends ContractRun.FaultParameter<OutboxFault> {
            Parameter() {
                super(OutboxFault.class);
            }
        }
    }
}

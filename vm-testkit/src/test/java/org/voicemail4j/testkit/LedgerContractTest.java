package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.store.LedgeredStore;

/** The contract catches what it is there to catch. */
class LedgerContractTest {

    @ParameterizedTest
    @EnumSource
    void aLedgerThatGetsOneThingWrongFailsTheContract(LedgerFault fault) {
        assertThat(ContractRun.failedTests(FaultyLedger.class, fault)).isNotEmpty();
    }

    /** Not run by itself: the contract on a store with a fault. */
    @ExtendWith(FaultyLedger.Parameter.class)
    static final class FaultyLedger implements LedgerContract {

        private final LedgeredStore store;

        FaultyLedger(LedgerFault fault) {
            this.store = fault.newStore();
        }

        @Override
        public LedgeredStore store() {
            return store;
        }

        static final class Parameter extends ContractRun.FaultParameter<LedgerFault> {
            Parameter() {
                super(LedgerFault.class);
            }
        }
    }
}

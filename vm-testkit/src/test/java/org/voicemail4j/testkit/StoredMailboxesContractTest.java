package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoredMailboxes;

/** The contract catches what it is there to catch. */
class StoredMailboxesContractTest {

    @ParameterizedTest
    @EnumSource
    void aStoreThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyStore.class, fault)).isNotEmpty();
    }

    /** Stores that get one thing wrong. */
    enum Fault {
        TELLS_OF_NONE(found -> List.of()),
        TELLS_TWICE(
                found -> Stream.concat(found.stream(), found.stream()).sorted().toList()),
        TELLS_IN_ANOTHER_ORDER(
                found -> found.stream().sorted(Comparator.reverseOrder()).toList()),
        TELLS_OF_ONE_ALWAYS(found -> found.isEmpty() ? List.of(StoreUnderTest.ALICE) : found);

        private final UnaryOperator<List<MailboxId>> wrong;

        Fault(UnaryOperator<List<MailboxId>> wrong) {
            this.wrong = wrong;
        }
    }

    /** Not run by itself: the contract on a store with a fault. */
    @ExtendWith(FaultyStore.Parameter.class)
    static final class FaultyStore implements StoredMailboxesContract {

        private final InMemoryMessageStore store = new InMemoryMessageStore();
        private final Fault fault;

        FaultyStore(Fault fault) {
            this.fault = fault;
        }

        @Override
        public MessageStore store() {
            return store;
        }

        @Override
        public StoredMailboxes told() {
            return () -> fault.wrong.apply(store.mailboxes());
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}

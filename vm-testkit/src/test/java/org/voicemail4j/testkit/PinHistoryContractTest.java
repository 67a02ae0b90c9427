package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** The contract catches what it is there to catch. */
class PinHistoryContractTest {

    @ParameterizedTest
    @EnumSource
    void aStoreThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyStore.class, fault)).isNotEmpty();
    }

    /** Stores that get one thing wrong. */
    enum Fault {
        FORGETS(former -> List.of()),
        REMEMBERS_THE_OLDEST_FIRST(former -> IntStream.range(0, former.size())
                .mapToObj(i -> former.get(former.size() - 1 - i))
                .toList()),
        REMEMBERS_NINE(former -> former.stream().limit(9).toList()),
        REMEMBERS_ONE_THAT_WAS_NOT(former -> former.isEmpty() ? List.of(Pin.clear("1")) : former);

        private final UnaryOperator<List<Pin>> wrong;

        Fault(UnaryOperator<List<Pin>> wrong) {
            this.wrong = wrong;
        }
    }

    /** Not run by itself: the contract on a store with a fault. */
    @ExtendWith(FaultyStore.Parameter.class)
    static final class FaultyStore implements PinHistoryContract {

        private final CredentialStore credentials;

        FaultyStore(Fault fault) {
            this.credentials = new ForwardingCredentials() {
                @Override
                public List<Pin> formerPins(MailboxId mailbox) {
                    return fault.wrong.apply(super.formerPins(mailbox));
                }
            };
        }

        @Override
        public CredentialStore credentials() {
            return credentials;
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}

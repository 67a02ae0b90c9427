package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** The contract catches what it is there to catch. */
class PinAgeContractTest {

    @ParameterizedTest
    @EnumSource
    void aStoreThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyStore.class, fault)).isNotEmpty();
    }

    /** Stores that get one thing wrong. */
    enum Fault {
        FORGETS(() -> new ForwardingCredentials() {
            @Override
            public Optional<Instant> pinSince(MailboxId mailbox) {
                return Optional.empty();
            }
        }),
        REMEMBERS_THE_FIRST(() -> new ForwardingCredentials() {
            @Override
            public void setPin(MailboxId mailbox, Pin pin, Instant since) {
                super.setPin(mailbox, pin, pinSince(mailbox).orElse(since));
            }
        }),
        REMEMBERS_SECONDS(() -> new ForwardingCredentials() {
            @Override
            public Optional<Instant> pinSince(MailboxId mailbox) {
                return super.pinSince(mailbox).map(since -> Instant.ofEpochSecond(since.getEpochSecond()));
            }
        }),
        TAKES_FAILURES_FOR_CHANGES(() -> new ForwardingCredentials() {
            @Override
            public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
                pin(mailbox).ifPresent(pin -> setPin(mailbox, pin, when));
                return super.recordFailure(mailbox, when);
            }
        }),
        KNOWS_THE_AGE_OF_NOTHING(() -> new ForwardingCredentials() {
            @Override
            public Optional<Instant> pinSince(MailboxId mailbox) {
                return Optional.of(super.pinSince(mailbox).orElse(Instant.EPOCH));
            }
        }),
        FORGETS_THE_PIN(() -> new ForwardingCredentials() {
            @Override
            public void setPin(MailboxId mailbox, Pin pin, Instant since) {
                super.setPin(mailbox, pin(mailbox).orElse(pin), since);
            }
        });

        private final Supplier<CredentialStore> plant;

        Fault(Supplier<CredentialStore> plant) {
            this.plant = plant;
        }
    }

    /** Not run by itself: the contract on a store with a fault. */
    @ExtendWith(FaultyStore.Parameter.class)
    static final class FaultyStore implements PinAgeContract {

        private final CredentialStore credentials;

        FaultyStore(Fault fault) {
            this.credentials = fault.plant.get();
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

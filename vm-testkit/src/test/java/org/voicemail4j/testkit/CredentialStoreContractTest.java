package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** The contract catches what it is there to catch. */
class CredentialStoreContractTest {

    @ParameterizedTest
    @EnumSource
    void aStoreThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyStore.class, fault)).isNotEmpty();
    }

    /** Stores that get one thing wrong. */
    enum Fault {
        LOSES_COUNTS_OF_TWO_AT_ONCE(sound -> new Forwarding(sound) {
            private final Exchanger<Integer> another = new Exchanger<>();
            private volatile LoginFailures failures = LoginFailures.NONE;

            @Override
            public LoginFailures failures(MailboxId mailbox) {
                return mailbox.equals(CredentialStoreContract.ALICE) ? failures : super.failures(mailbox);
            }

            @Override
            public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
                LoginFailures before = failures;
                meetAnother();
                failures = new LoginFailures(before.count() + 1, Optional.of(when));
                return failures;
            }

            /** Makes sure that two have read the same count before either writes, where two are at it. */
            private void meetAnother() {
                try {
                    another.exchange(0, 200, TimeUnit.MILLISECONDS);
                } catch (InterruptedException | TimeoutException e) {
                    // alone: nobody to be wronged
                }
            }
        }),
        KEEPS_THE_FIRST_PIN(sound -> new Forwarding(sound) {
            @Override
            public void setPin(MailboxId mailbox, Pin pin) {
                if (pin(mailbox).isEmpty()) {
                    super.setPin(mailbox, pin);
                }
            }
        }),
        FORGETS_THE_PIN_WITH_THE_FAILURES(sound -> new Forwarding(sound) {
            private boolean cleared;

            @Override
            public Optional<Pin> pin(MailboxId mailbox) {
                return cleared ? Optional.empty() : super.pin(mailbox);
            }

            @Override
            public void clearFailures(MailboxId mailbox) {
                cleared = true;
                super.clearFailures(mailbox);
            }
        }),
        NEVER_FORGIVES(sound -> new Forwarding(sound) {
            @Override
            public void clearFailures(MailboxId mailbox) {
                // remembered
            }
        }),
        FORGIVES_WITH_A_NEW_PIN(sound -> new Forwarding(sound) {
            @Override
            public void setPin(MailboxId mailbox, Pin pin) {
                super.setPin(mailbox, pin);
                clearFailures(mailbox);
            }
        }),
        REMEMBERS_THE_FIRST_TIME_ONLY(sound -> new Forwarding(sound) {
            @Override
            public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
                Instant first = failures(mailbox).last().orElse(when);
                return super.recordFailure(mailbox, first);
            }
        }),
        FORGETS_THE_CONTEXT(sound -> new Forwarding(sound) {
            @Override
            public Optional<Pin> pin(MailboxId mailbox) {
                return super.pin(new MailboxId("default", mailbox.number()));
            }
        });

        private final UnaryOperator<CredentialStore> plant;

        Fault(UnaryOperator<CredentialStore> plant) {
            this.plant = plant;
        }
    }

    /** A store that does what another one does. */
    private static class Forwarding implements CredentialStore {

        private final CredentialStore sound;

        Forwarding(CredentialStore sound) {
            this.sound = sound;
        }

        @Override
        public Optional<Pin> pin(MailboxId mailbox) {
            return sound.pin(mailbox);
        }

        @Override
        public void setPin(MailboxId mailbox, Pin pin) {
            sound.setPin(mailbox, pin);
        }

        @Override
        public LoginFailures failures(MailboxId mailbox) {
            return sound.failures(mailbox);
        }

        @Override
        public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
            return sound.recordFailure(mailbox, when);
        }

        @Override
        public void clearFailures(MailboxId mailbox) {
            sound.clearFailures(mailbox);
        }
    }

    /** Not run by itself: the contract on a store with a fault. */
    @ExtendWith(FaultyStore.Parameter.class)
    static final class FaultyStore implements CredentialStoreContract {

        private final CredentialStore credentials;

        FaultyStore(Fault fault) {
            this.credentials = fault.plant.apply(new InMemoryCredentialStore());
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

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinCheck;
import org.voicemail4j.message.Urgency;

/** The contract catches what it is there to catch. */
class MailboxLockContractTest {

    @ParameterizedTest
    @EnumSource
    void aLockThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyMailboxes.class, fault)).isNotEmpty();
    }

    /** Locks that get one thing wrong. */
    enum Fault {
        NEVER(stored -> locking(stored, Integer.MAX_VALUE, StoredMailboxes.LOCK_FOR)),
        ONE_TOO_EARLY(stored -> locking(stored, StoredMailboxes.LOCK_AFTER - 1, StoredMailboxes.LOCK_FOR)),
        ONE_TOO_LATE(stored -> locking(stored, StoredMailboxes.LOCK_AFTER + 1, StoredMailboxes.LOCK_FOR)),
        FOR_EVER(stored -> locking(stored, StoredMailboxes.LOCK_AFTER, Duration.ofDays(10_000))),
        NOT_LONG_ENOUGH(stored -> locking(stored, StoredMailboxes.LOCK_AFTER, StoredMailboxes.LOCK_FOR.dividedBy(2))),
        PER_LOOK_AT_THE_MAILBOX(stored -> id -> stored.finder().find(id)),
        OPENED_BY_THE_RIGHT_PIN(stored -> each(stored.finder(), sound -> new ForwardingMailbox(sound) {
            @Override
            public PinCheck checkPin(String digits) {
                return digits.equals("4711") ? PinCheck.ACCEPTED : super.checkPin(digits);
            }
        })),
        TELLS_RIGHT_FROM_WRONG(stored -> each(stored.finder(), sound -> new ForwardingMailbox(sound) {
            @Override
            public PinCheck checkPin(String digits) {
                PinCheck check = super.checkPin(digits);
                return check == PinCheck.LOCKED && !digits.equals("4711") ? PinCheck.REJECTED : check;
            }
        })),
        NEVER_FORGIVES(stored -> over(stored, new ForwardingCredentials() {
            @Override
            public void clearFailures(MailboxId mailbox) {
                // remembered
            }
        })),
        FOR_EVERYBODY(stored -> over(stored, new ForwardingCredentials() {
            @Override
            public LoginFailures failures(MailboxId mailbox) {
                return super.failures(Subscribers.ALICE.mailbox());
            }
        })),
        OUTRUN_BY_GUESSES_AT_ONCE(stored -> over(stored, new ForwardingCredentials() {
            private final Exchanger<Integer> another = new Exchanger<>();
            private volatile LoginFailures failures = LoginFailures.NONE;

            @Override
            public LoginFailures failures(MailboxId mailbox) {
                return failures;
            }

            @Override
            public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
                LoginFailures before = failures;
                meetAnother();
                failures = new LoginFailures(before.count() + 1, Optional.of(when));
                return failures;
            }

            @Override
            public void clearFailures(MailboxId mailbox) {
                failures = LoginFailures.NONE;
            }

            /** Makes sure that two have read the same count before either writes, where two are at it. */
            private void meetAnother() {
                try {
                    another.exchange(0, 200, TimeUnit.MILLISECONDS);
                } catch (InterruptedException | TimeoutException e) {
                    // alone: nobody to be outrun by
                }
            }
        }));

        private final Function<StoredMailboxes, MailboxFinder> plant;

        Fault(Function<StoredMailboxes, MailboxFinder> plant) {
            this.plant = plant;
        }

        private static MailboxFinder locking(StoredMailboxes stored, int lockAfter, Duration lockFor) {
            return stored.finder(new InMemoryCredentialStore(), StoredMailboxes.CONFIG.withLock(lockAfter, lockFor));
        }

        private static MailboxFinder over(StoredMailboxes stored, CredentialStore credentials) {
            return stored.finder(credentials, StoredMailboxes.CONFIG);
        }

        private static MailboxFinder each(MailboxFinder finder, Function<Mailbox, Mailbox> plant) {
            return id -> finder.find(id).map(plant);
        }
    }

    /** Not run by itself: the contract on mailboxes with a fault. */
    @ExtendWith(FaultyMailboxes.Parameter.class)
    static final class FaultyMailboxes implements MailboxLockContract {

        private final StoredMailboxes stored = new StoredMailboxes();
        private final MailboxFinder finder;

        FaultyMailboxes(Fault fault) {
            this.finder = fault.plant.apply(stored);
        }

        @Override
        public MailboxFinder mailboxes() {
            return finder;
        }

        @Override
        public void leaveMessage(MailboxId mailbox, Urgency urgency) {
            stored.leaveMessage(mailbox, urgency);
        }

        @Override
        public void recordGreeting(MailboxId mailbox, GreetingKind kind, AudioContent audio) {
            stored.recordGreeting(mailbox, kind, audio);
        }

        @Override
        public int lockAfter() {
            return StoredMailboxes.LOCK_AFTER;
        }

        @Override
        public Duration lockFor() {
            return StoredMailboxes.LOCK_FOR;
        }

        @Override
        public ManualClock clock() {
            return stored.clock;
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}

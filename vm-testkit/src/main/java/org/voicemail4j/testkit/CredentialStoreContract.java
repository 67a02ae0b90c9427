package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** What every {@link CredentialStore} must do; used like {@link MessageStoreContract}. */
public interface CredentialStoreContract {

    /** A mailbox of the tests. */
    MailboxId ALICE = new MailboxId("default", "1000");

    /** The same number in another context. */
    MailboxId OTHER_ALICE = new MailboxId("sales", "1000");

    /** When somebody fails to log in. */
    Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    /** The store under test: fresh and empty in each test, the same one throughout a test. */
    CredentialStore credentials();

    @Test
    default void aMailboxHasNoCredentialsAtFirst() {
        assertThat(credentials().pin(ALICE)).isEmpty();
        assertThat(credentials().failures(ALICE)).isEqualTo(LoginFailures.NONE);
        credentials().clearFailures(ALICE);
        assertThat(credentials().failures(ALICE)).isEqualTo(LoginFailures.NONE);
    }

    @Test
    default void aPinThatWasSetIsTheOneToEnter() {
        credentials().setPin(ALICE, pin("4711"));
        assertThat(credentials().pin(ALICE)).hasValueSatisfying(pin -> {
            assertThat(pin.matches("4711")).isTrue();
            assertThat(pin.matches("4712")).isFalse();
        });
        assertThat(credentials().pin(OTHER_ALICE)).isEmpty();
    }

    @Test
    default void theLastPinHolds() {
        credentials().setPin(ALICE, pin("4711"));
        credentials().setPin(ALICE, pin("0815"));
        assertThat(credentials().pin(ALICE).orElseThrow().matches("4711")).isFalse();
        assertThat(credentials().pin(ALICE).orElseThrow().matches("0815")).isTrue();
    }

    @Test
    default void failuresAreCountedPerMailbox() {
        assertThat(credentials().recordFailure(ALICE, NOON)).isEqualTo(new LoginFailures(1, Optional.of(NOON)));
        Instant later = NOON.plusSeconds(3);
        assertThat(credentials().recordFailure(ALICE, later)).isEqualTo(new LoginFailures(2, Optional.of(later)));
        assertThat(credentials().failures(ALICE)).isEqualTo(new LoginFailures(2, Optional.of(later)));
        assertThat(credentials().failures(OTHER_ALICE)).isEqualTo(LoginFailures.NONE);
    }

    @Test
    default void clearedFailuresAreForgottenAndThePinStays() {
        credentials().setPin(ALICE, pin("4711"));
        credentials().recordFailure(ALICE, NOON);
        credentials().clearFailures(ALICE);
        assertThat(credentials().failures(ALICE)).isEqualTo(LoginFailures.NONE);
        assertThat(credentials().pin(ALICE).orElseThrow().matches("4711")).isTrue();
        assertThat(credentials().recordFailure(ALICE, NOON).count()).isEqualTo(1);
    }

    @Test
    default void aNewPinForgivesNoFailures() {
        credentials().recordFailure(ALICE, NOON);
        credentials().setPin(ALICE, pin("4711"));
        assertThat(credentials().failures(ALICE).count()).isEqualTo(1);
    }

    @Test
    default void failuresAtOnceAllCount() throws InterruptedException, ExecutionException {
        ContractThreads.atOnce(8, guesser -> {
            for (int n = 0; n < 5; n++) {
                credentials().recordFailure(ALICE, NOON);
            }
        });
        assertThat(credentials().failures(ALICE).count()).isEqualTo(40);
    }

    private static Pin pin(String digits) {
        return Pin.hash(digits, new SplittableRandom(1));
    }
}

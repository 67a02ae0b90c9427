package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.Pin;

/** What a {@link CredentialStore} that knows how old PINs are must do; used like {@link MessageStoreContract}. */
public interface PinAgeContract {

    /** The store under test: fresh and empty in each test, the same one throughout a test. */
    CredentialStore credentials();

    @Test
    default void whoNeverSetAPinHasNoneOfAnyAge() {
        credentials().recordFailure(CredentialStoreContract.ALICE, CredentialStoreContract.NOON);
        assertThat(credentials().pinSince(CredentialStoreContract.ALICE)).isEmpty();
        credentials().setPin(CredentialStoreContract.ALICE, pin("4711"), CredentialStoreContract.NOON);
        assertThat(credentials().pinSince(CredentialStoreContract.OTHER_ALICE)).isEmpty();
    }

    @Test
    default void aPinIsAsOldAsItWasSetAgo() {
        credentials().setPin(CredentialStoreContract.ALICE, pin("4711"), CredentialStoreContract.NOON);
        assertThat(credentials().pinSince(CredentialStoreContract.ALICE)).contains(CredentialStoreContract.NOON);

        Instant later = CredentialStoreContract.NOON.plus(Duration.ofDays(90)).plusMillis(7);
        credentials().setPin(CredentialStoreContract.ALICE, pin("0815"), later);

        assertThat(credentials().pinSince(CredentialStoreContract.ALICE)).contains(later);
        assertThat(credentials().pin(CredentialStoreContract.ALICE))
                .hasValueSatisfying(pin -> assertThat(pin.matches("0815")).isTrue());
        assertThat(credentials().formerPins(CredentialStoreContract.ALICE)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    default void failedLoginsMakeAPinNeitherOlderNorYounger() {
        credentials().setPin(CredentialStoreContract.ALICE, pin("4711"), CredentialStoreContract.NOON);

        credentials().recordFailure(CredentialStoreContract.ALICE, CredentialStoreContract.NOON.plusSeconds(1));
        assertThat(credentials().pinSince(CredentialStoreContract.ALICE)).contains(CredentialStoreContract.NOON);
        credentials().clearFailures(CredentialStoreContract.ALICE);
        assertThat(credentials().pinSince(CredentialStoreContract.ALICE)).contains(CredentialStoreContract.NOON);
    }

    private static Pin pin(String digits) {
        return Pin.hash(digits, new SplittableRandom(1));
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** What a {@link CredentialStore} that remembers former PINs must do; used like {@link MessageStoreContract}. */
public interface PinHistoryContract {

    /** The store under test: fresh and empty in each test, the same one throughout a test. */
    CredentialStore credentials();

    @Test
    default void whoNeverSetAPinHasNoFormerOnes() {
        assertThat(credentials().formerPins(CredentialStoreContract.ALICE)).isEmpty();
        credentials().recordFailure(CredentialStoreContract.ALICE, CredentialStoreContract.NOON);
        credentials().setPin(CredentialStoreContract.ALICE, pin("4711"));
        assertThat(credentials().formerPins(CredentialStoreContract.ALICE)).isEmpty();
    }

    @Test
    default void formerPinsAreRememberedTheLatestFirst() {
        for (String digits : List.of("1111", "2222", "3333")) {
            credentials().setPin(CredentialStoreContract.ALICE, pin(digits));
        }
        assertFormer(CredentialStoreContract.ALICE, "2222", "1111");
        assertFormer(CredentialStoreContract.OTHER_ALICE);
    }

    @Test
    default void tenFormerPinsAreRemembered() {
        Pin oldest = pin("1111");
        Pin other = pin("2222");
        credentials().setPin(CredentialStoreContract.ALICE, oldest);
        for (int i = 0; i < 11; i++) {
            credentials().setPin(CredentialStoreContract.ALICE, other);
            boolean remembered = i < 10;
            List<Pin> former = credentials().formerPins(CredentialStoreContract.ALICE);
            assertThat(former).hasSize(remembered ? i + 1 : 10);
            assertThat(former.get(former.size() - 1).encoded()).isEqualTo((remembered ? oldest : other).encoded());
        }
    }

    private void assertFormer(MailboxId mailbox, String... expected) {
        List<Pin> former = credentials().formerPins(mailbox);
        assertThat(former).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(former.get(i).matches(expected[i])).as("number %d", i).isTrue();
        }
    }

    private static Pin pin(String digits) {
        return Pin.hash(digits, new SplittableRandom(1));
    }
}

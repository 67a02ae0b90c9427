package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.GreetingRecording;

/**
 * How a message store gives greetings back that were replaced or deleted. Not part of {@link MessageStoreContract}: a
 * store need not keep any.
 */
public interface FormerGreetingContract extends StoreUnderTest {

    private void assertRestores(MailboxId mailbox, GreetingKind kind, boolean expected) {
        assertThat(store().hasFormerGreeting(mailbox, kind)).isEqualTo(expected);
        assertThat(store().restoreGreeting(mailbox, kind)).isEqualTo(expected);
    }

    @Test
    default void whereNothingWasThereIsNothingToRestore() {
        for (GreetingKind kind : GreetingKind.values()) {
            assertRestores(ALICE, kind, false);
            assertThat(store().greeting(ALICE, kind)).isEmpty();
        }
        byte[] first = greet(ALICE, GreetingKind.NAME, 1);
        assertRestores(ALICE, GreetingKind.NAME, false);
        assertSounds(store().greeting(ALICE, GreetingKind.NAME).orElseThrow(), first);
    }

    @Test
    default void aReplacedGreetingIsRestoredAndTheReplacementIsNotLost() {
        byte[] first = greet(ALICE, GreetingKind.UNAVAILABLE, 1);
        byte[] second = greet(ALICE, GreetingKind.UNAVAILABLE, 2);
        assertRestores(ALICE, GreetingKind.UNAVAILABLE, true);
        assertSounds(store().greeting(ALICE, GreetingKind.UNAVAILABLE).orElseThrow(), first);
        assertRestores(ALICE, GreetingKind.UNAVAILABLE, true);
        assertSounds(store().greeting(ALICE, GreetingKind.UNAVAILABLE).orElseThrow(), second);
    }

    @Test
    default void theLatestReplacedOneIsRestored() {
        greet(ALICE, GreetingKind.BUSY, 1);
        byte[] second = greet(ALICE, GreetingKind.BUSY, 2);
        byte[] third = greet(ALICE, GreetingKind.BUSY, 3);
        assertRestores(ALICE, GreetingKind.BUSY, true);
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), second);
        assertRestores(ALICE, GreetingKind.BUSY, true);
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), third);
    }

    @Test
    default void aDeletedGreetingIsRestoredOnceInEveryKind() {
        for (GreetingKind kind : GreetingKind.values()) {
            byte[] said = greet(ALICE, kind, kind.ordinal());
            assertThat(store().deleteGreeting(ALICE, kind)).isTrue();
            assertThat(store().deleteGreeting(ALICE, kind)).isFalse();
            assertThat(store().greeting(ALICE, kind)).isEmpty();
            assertRestores(ALICE, kind, true);
            assertSounds(store().greeting(ALICE, kind).orElseThrow(), said);
            assertRestores(ALICE, kind, false);
            assertSounds(store().greeting(ALICE, kind).orElseThrow(), said);
        }
    }

    @Test
    default void whatWasDeletedIsStillToBeHadAfterAnotherWasRecorded() {
        byte[] first = greet(ALICE, GreetingKind.TEMPORARY, 1);
        store().deleteGreeting(ALICE, GreetingKind.TEMPORARY);
        byte[] second = greet(ALICE, GreetingKind.TEMPORARY, 2);
        assertRestores(ALICE, GreetingKind.TEMPORARY, true);
        assertSounds(store().greeting(ALICE, GreetingKind.TEMPORARY).orElseThrow(), first);
        store().deleteGreeting(ALICE, GreetingKind.TEMPORARY);
        assertRestores(ALICE, GreetingKind.TEMPORARY, true);
        assertSounds(store().greeting(ALICE, GreetingKind.TEMPORARY).orElseThrow(), first);
        assertRestores(ALICE, GreetingKind.TEMPORARY, false);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    default void aFormerGreetingIsHeardAndDeletedForGood() {
        assertThat(store().formerGreeting(ALICE, GreetingKind.BUSY)).isEmpty();
        assertThat(store().deleteFormerGreeting(ALICE, GreetingKind.BUSY)).isFalse();
        byte[] first = greet(ALICE, GreetingKind.BUSY, 1);
        assertThat(store().formerGreeting(ALICE, GreetingKind.BUSY)).isEmpty();
        byte[] second = greet(ALICE, GreetingKind.BUSY, 2);
        byte[] unavailable = greet(ALICE, GreetingKind.UNAVAILABLE, 3);
        store().deleteGreeting(ALICE, GreetingKind.UNAVAILABLE);
        assertSounds(store().formerGreeting(ALICE, GreetingKind.BUSY).orElseThrow(), first);
        assertSounds(store().formerGreeting(ALICE, GreetingKind.UNAVAILABLE).orElseThrow(), unavailable);

        assertThat(store().deleteFormerGreeting(ALICE, GreetingKind.BUSY)).isTrue();

        assertThat(store().deleteFormerGreeting(ALICE, GreetingKind.BUSY)).isFalse();
        assertThat(store().formerGreeting(ALICE, GreetingKind.BUSY)).isEmpty();
        assertRestores(ALICE, GreetingKind.BUSY, false);
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), second);
        assertRestores(ALICE, GreetingKind.UNAVAILABLE, true);
    }

    @Test
    default void othersKindsAndMailboxesStayAsTheyAre() {
        greet(ALICE, GreetingKind.BUSY, 1);
        greet(ALICE, GreetingKind.BUSY, 2);
        byte[] unavailable = greet(ALICE, GreetingKind.UNAVAILABLE, 3);
        byte[] bobs = greet(BOB, GreetingKind.BUSY, 4);
        assertRestores(ALICE, GreetingKind.UNAVAILABLE, false);
        assertRestores(BOB, GreetingKind.BUSY, false);
        assertRestores(ALICE, GreetingKind.BUSY, true);
        assertSounds(store().greeting(ALICE, GreetingKind.UNAVAILABLE).orElseThrow(), unavailable);
        assertSounds(store().greeting(BOB, GreetingKind.BUSY).orElseThrow(), bobs);
    }

    @Test
    default void aRecordingThatIsNotCommittedReplacesNothing() {
        byte[] first = greet(ALICE, GreetingKind.NAME, 1);
        byte[] second = greet(ALICE, GreetingKind.NAME, 2);
        try (GreetingRecording discarded = store().beginGreeting(ALICE, GreetingKind.NAME)) {
            record(discarded, Duration.ofSeconds(1), 3);
        }
        assertSounds(store().greeting(ALICE, GreetingKind.NAME).orElseThrow(), second);
        assertRestores(ALICE, GreetingKind.NAME, true);
        assertSounds(store().greeting(ALICE, GreetingKind.NAME).orElseThrow(), first);
    }
}

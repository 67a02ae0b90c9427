package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.store.GreetingRecording;

/** How a message store keeps greetings. Part of {@link MessageStoreContract}. */
public interface GreetingContract extends StoreUnderTest {

    @Test
    default void aMailboxHasNoGreetingsAtFirst() {
        for (GreetingKind kind : GreetingKind.values()) {
            assertThat(store().greeting(ALICE, kind)).isEmpty();
            assertThat(store().deleteGreeting(ALICE, kind)).isFalse();
        }
    }

    @Test
    default void aGreetingIsHeardOnceItIsCommitted() {
        for (GreetingKind kind : GreetingKind.values()) {
            byte[] said;
            try (GreetingRecording recording = store().beginGreeting(ALICE, kind)) {
                said = record(recording, Duration.ofMillis(1300), kind.ordinal());
                assertSounds(recording.recorded(), said);
                assertThat(store().greeting(ALICE, kind)).isEmpty();
                recording.commit();
            }
            assertSounds(store().greeting(ALICE, kind).orElseThrow(), said);
            assertThat(store().greeting(BOB, kind)).isEmpty();
            assertThat(store().greeting(NAMESAKE, kind)).isEmpty();
        }
    }

    @Test
    default void theOldGreetingIsHeardUntilTheNewOneIsCommitted() {
        byte[] old = greet(ALICE, GreetingKind.BUSY, 1);
        try (GreetingRecording discarded = store().beginGreeting(ALICE, GreetingKind.BUSY)) {
            record(discarded, Duration.ofSeconds(1), 2);
            assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), old);
        }
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), old);
        byte[] fresh = greet(ALICE, GreetingKind.BUSY, 3);
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), fresh);
    }

    @Test
    default void aGreetingCanBeTruncatedAndRetaken() {
        try (GreetingRecording recording = store().beginGreeting(ALICE, GreetingKind.NAME)) {
            record(recording, Duration.ofSeconds(2), 1);
            recording.restart();
            record(recording, Duration.ofSeconds(2), 2);
            recording.truncate(Duration.ofSeconds(1));
            byte[] kept = Sounds.octets(recording.recorded());
            recording.commit();
            assertSounds(store().greeting(ALICE, GreetingKind.NAME).orElseThrow(), kept);
        }
    }

    @Test
    default void anEmptyGreetingIsNotCommitted() {
        byte[] old = greet(ALICE, GreetingKind.UNAVAILABLE, 1);
        try (GreetingRecording recording = store().beginGreeting(ALICE, GreetingKind.UNAVAILABLE)) {
            assertThatIllegalStateException().isThrownBy(recording::commit);
        }
        assertSounds(store().greeting(ALICE, GreetingKind.UNAVAILABLE).orElseThrow(), old);
    }

    @Test
    default void aGreetingIsCommittedOnce() {
        GreetingRecording recording = store().beginGreeting(ALICE, GreetingKind.NAME);
        record(recording, Duration.ofSeconds(1), 1);
        recording.commit();
        assertThatIllegalStateException().isThrownBy(recording::commit);
        assertThatIllegalStateException().isThrownBy(recording::restart);
        recording.close();
        recording.close();
        assertThat(store().greeting(ALICE, GreetingKind.NAME)).isPresent();
    }

    @Test
    default void aDeletedGreetingIsGoneAndTheOthersStay() {
        greet(ALICE, GreetingKind.TEMPORARY, 1);
        byte[] busy = greet(ALICE, GreetingKind.BUSY, 2);
        assertThat(store().deleteGreeting(ALICE, GreetingKind.TEMPORARY)).isTrue();
        assertThat(store().deleteGreeting(ALICE, GreetingKind.TEMPORARY)).isFalse();
        assertThat(store().greeting(ALICE, GreetingKind.TEMPORARY)).isEmpty();
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), busy);
    }

    @Test
    default void recoveryLeavesAGreetingInProgressAlone() {
        try (GreetingRecording recording = store().beginGreeting(ALICE, GreetingKind.BUSY)) {
            byte[] said = record(recording, Duration.ofSeconds(2), 1);
            assertThat(store().recover()).isEmpty();
            recording.commit();
            assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), said);
        }
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MoveResult;

/** How a message store takes messages. Part of {@link MessageStoreContract}. */
public interface DepositContract extends StoreUnderTest {

    @Test
    default void aMailboxOfWhichNobodyHeardIsEmpty() {
        assertThat(store().list(ALICE, Folder.INBOX)).isEmpty();
        assertThat(store().counts(ALICE)).isEqualTo(MessageCounts.NONE);
    }

    @Test
    default void aCommittedDepositIsAMessage() {
        Message message;
        byte[] said;
        try (Deposit deposit = begin(ALICE, envelope())) {
            deposit.recordingBegins();
            said = record(deposit, Duration.ofMillis(2500), 7);
            assertThat(store().list(ALICE, Folder.INBOX)).isEmpty();
            message = deposit.commit().orElseThrow();
            assertSounds(store().open(ALICE, message.id()).orElseThrow(), said);
        }
        assertThat(message.folder()).isEqualTo(Folder.INBOX);
        assertThat(message.length()).isCloseTo(Duration.ofMillis(2000), Duration.ofMillis(500));
        assertThat(store().list(ALICE, Folder.INBOX)).containsExactly(message);
        assertThat(store().find(ALICE, message.id())).contains(message);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(1, 0, 0, 0));
        assertSounds(store().open(ALICE, message.id()).orElseThrow(), said);
        assertThat(store().list(BOB, Folder.INBOX)).isEmpty();
    }

    @Test
    default void everyRenditionHasAFormatOfItsOwnAndTakesTheWholeSound() {
        try (Deposit deposit = begin(ALICE, envelope())) {
            record(deposit, Duration.ofSeconds(1), 7);
            record(deposit, Duration.ofSeconds(1), 8);
            List<AudioSink> renditions = deposit.renditions();
            assertThat(renditions).isNotEmpty().extracting(AudioSink::format).doesNotHaveDuplicates();
            assertThat(renditions)
                    .allSatisfy(
                            sink -> assertThat(sink.length()).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(100)));
        }
    }

    @Test
    default void anAppendedBufferIsReadFromPositionToLimitAndNotKept() {
        try (Deposit deposit = begin(ALICE, envelope())) {
            AudioSink sink = deposit.renditions().get(0);
            int block = sink.format().encoding().blockBytes();
            byte[] octets = Sounds.octets(Sounds.noise(sink.format(), Duration.ofMillis(200), 3));
            ByteBuffer window = ByteBuffer.wrap(octets.clone()).position(block).limit(3 * block);
            sink.append(window);
            assertThat(window.remaining()).isZero();
            Arrays.fill(window.array(), (byte) 0);
            assertSounds(deposit.recorded(), Arrays.copyOfRange(octets, block, 3 * block));
        }
    }

    @Test
    default void aDepositClosedWithoutCommitLeavesNothing() {
        Deposit deposit = begin(ALICE, envelope());
        deposit.recordingBegins();
        record(deposit, Duration.ofSeconds(2), 1);
        deposit.close();
        deposit.close();
        assertThat(store().list(ALICE, Folder.INBOX)).isEmpty();
        assertThat(store().recover()).isEmpty();
        assertThat(store().counts(ALICE)).isEqualTo(MessageCounts.NONE);
    }

    @Test
    default void aDepositWithoutSoundStoresNothing() {
        try (Deposit deposit = begin(ALICE, envelope())) {
            deposit.recordingBegins();
            assertThat(deposit.commit()).isEmpty();
        }
        assertThat(store().list(ALICE, Folder.INBOX)).isEmpty();
        assertThat(store().counts(ALICE)).isEqualTo(MessageCounts.NONE);
    }

    @Test
    default void afterItsEndADepositTakesNothing() {
        Deposit committed = begin(ALICE, envelope());
        record(committed, Duration.ofSeconds(1), 1);
        committed.commit();
        assertEnded(committed);
        committed.close();
        Deposit closed = begin(ALICE, envelope());
        closed.close();
        assertEnded(closed);
        assertThat(store().list(ALICE, Folder.INBOX)).hasSize(1);
    }

    private void assertEnded(Deposit deposit) {
        assertThatIllegalStateException().isThrownBy(deposit::commit);
        assertThatIllegalStateException().isThrownBy(deposit::restart);
        assertThatIllegalStateException().isThrownBy(deposit::recordingBegins);
        assertThatIllegalStateException().isThrownBy(() -> deposit.truncate(Duration.ZERO));
        assertThatIllegalStateException().isThrownBy(() -> deposit.envelope(envelope()));
        assertThatIllegalStateException()
                .isThrownBy(() -> deposit.renditions().get(0).append(ByteBuffer.allocate(130)));
    }

    @Test
    default void truncatingKeepsTheBeginningOfEveryRendition() {
        try (Deposit deposit = begin(ALICE, envelope())) {
            byte[] said = record(deposit, Duration.ofSeconds(3), 5);
            deposit.truncate(Duration.ofSeconds(10));
            assertSounds(deposit.recorded(), said);
            deposit.truncate(Duration.ofMillis(1200));
            var encoding = deposit.renditions().get(0).format().encoding();
            byte[] kept = Arrays.copyOf(said, Math.toIntExact(encoding.bytes(Duration.ofMillis(1200))));
            assertSounds(deposit.recorded(), kept);
            assertThat(deposit.renditions())
                    .allSatisfy(sink ->
                            assertThat(sink.length()).isCloseTo(Duration.ofMillis(1200), Duration.ofMillis(100)));
            Message message = deposit.commit().orElseThrow();
            assertSounds(store().open(ALICE, message.id()).orElseThrow(), kept);
        }
    }

    @Test
    default void recordingGoesOnBehindWhatWasTruncated() {
        try (Deposit deposit = begin(ALICE, envelope())) {
            record(deposit, Duration.ofSeconds(1), 5);
            deposit.truncate(Duration.ofMillis(400));
            byte[] first = Sounds.octets(deposit.recorded());
            byte[] more = record(deposit, Duration.ofMillis(400), 6);
            byte[] both = Arrays.copyOf(first, first.length + more.length);
            System.arraycopy(more, 0, both, first.length, more.length);
            Message message = deposit.commit().orElseThrow();
            assertSounds(store().open(ALICE, message.id()).orElseThrow(), both);
        }
    }

    @Test
    default void aRetakeReplacesTheFirstTake() {
        try (Deposit deposit = begin(ALICE, envelope())) {
            deposit.recordingBegins();
            record(deposit, Duration.ofSeconds(3), 5);
            deposit.restart();
            assertThat(deposit.recorded().payloadBytes()).isZero();
            deposit.recordingBegins();
            byte[] retake = record(deposit, Duration.ofSeconds(1), 6);
            assertSounds(deposit.recorded(), retake);
            Message message = deposit.commit().orElseThrow();
            assertSounds(store().open(ALICE, message.id()).orElseThrow(), retake);
        }
    }

    @Test
    default void theLastEnvelopeIsTheOneCommitted() {
        Envelope urgent = envelope().toBuilder()
                .urgency(Urgency.URGENT)
                .category("billing")
                .callId("call-7@example")
                .redirecting(Party.ofNumber("1002"))
                .attribute("exten", "1000")
                .attribute("x-host", "keeps this")
                .build();
        try (Deposit deposit = begin(ALICE, envelope())) {
            assertThat(deposit.envelope()).isEqualTo(envelope());
            deposit.envelope(urgent);
            assertThat(deposit.envelope()).isEqualTo(urgent);
            deposit.recordingBegins();
            record(deposit, Duration.ofSeconds(1), 1);
            deposit.commit();
        }
        Message message = store().list(ALICE, Folder.INBOX).get(0);
        assertThat(message.isUrgent()).isTrue();
        Envelopes.assertKept(urgent, message.envelope());
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(1, 1, 0, 0));
    }

    @Test
    default void aDepositInProgressTakesAPlaceInItsOwnMailboxAlone() {
        DepositTerms one = new DepositTerms(1, Duration.ZERO);
        try (Deposit open = begin(ALICE, envelope())) {
            record(open, Duration.ofSeconds(1), 1);
            DepositStart other = store().beginDeposit(BOB, envelope(), one);
            assertThat(other).isInstanceOf(DepositStart.Opened.class);
            ((DepositStart.Opened) other).deposit().close();
        }
    }

    @Test
    default void theOwnerPutsNothingIntoAPlaceThatACallerHas() {
        Message bobs = leave(BOB);
        Message saved = leave(ALICE);
        store().move(ALICE, saved.id(), Folder.OLD, 100);
        try (Deposit open = begin(ALICE, envelope())) {
            record(open, Duration.ofSeconds(1), 1);
            assertThat(store().copy(BOB, bobs.id(), ALICE, Folder.INBOX, 1)).isEqualTo(MoveResult.FOLDER_FULL);
            assertThat(store().move(ALICE, saved.id(), Folder.INBOX, 1)).isEqualTo(MoveResult.FOLDER_FULL);
            open.commit();
        }
        assertThat(store().counts(ALICE).newMessages()).isEqualTo(1);
    }

    @Test
    default void aFullMailboxRefusesAtTheBeginning() {
        DepositTerms two = new DepositTerms(2, Duration.ZERO);
        leave(ALICE);
        try (Deposit second = ((DepositStart.Opened) store().beginDeposit(ALICE, envelope(), two)).deposit()) {
            assertRefused(two);
            record(second, Duration.ofSeconds(1), 1);
            assertThat(second.commit()).isPresent();
        }
        assertRefused(two);
        assertThat(store().beginDeposit(ALICE, envelope(), new DepositTerms(0, Duration.ZERO)))
                .isEqualTo(new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL));
    }

    private void assertRefused(DepositTerms terms) {
        assertThat(store().beginDeposit(ALICE, envelope(), terms))
                .isEqualTo(new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL));
    }

    @Test
    default void urgentMessagesTakePlaceInINBOXToo() {
        leaveUrgent(ALICE);
        assertRefused(new DepositTerms(1, Duration.ZERO));
    }

    @Test
    default void aDepositThatCameToNothingGivesItsPlaceBack() {
        DepositTerms one = new DepositTerms(1, Duration.ZERO);
        Deposit closed = ((DepositStart.Opened) store().beginDeposit(ALICE, envelope(), one)).deposit();
        assertRefused(one);
        closed.close();
        closed.close();
        Deposit silent = ((DepositStart.Opened) store().beginDeposit(ALICE, envelope(), one)).deposit();
        assertRefused(one);
        assertThat(silent.commit()).isEmpty();
        silent.close();
        store().beginDeposit(ALICE, envelope(), one);
        assertRefused(one);
    }

    @Test
    default void messageIdsDifferEvenWithinOneSecond() {
        for (int i = 0; i < 20; i++) {
            leave(ALICE);
        }
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    default void recoveryLeavesLiveRecordingsAlone() {
        try (Deposit deposit = begin(ALICE, envelope())) {
            deposit.recordingBegins();
            byte[] said = record(deposit, Duration.ofSeconds(2), 1);
            assertThat(store().recover()).isEmpty();
            assertThat(store().list(ALICE, Folder.INBOX)).isEmpty();
            Message message = deposit.commit().orElseThrow();
            assertSounds(store().open(ALICE, message.id()).orElseThrow(), said);
        }
        assertThat(store().recover()).isEmpty();
        assertThat(store().list(ALICE, Folder.INBOX)).hasSize(1);
        assertThat(store().list(ALICE, Folder.INBOX).get(0).envelope().received())
                .isCloseTo(RECEIVED, within(1, ChronoUnit.SECONDS));
    }
}

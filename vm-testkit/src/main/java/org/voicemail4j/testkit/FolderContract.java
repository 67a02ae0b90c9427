package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.MoveResult;

/** How a message store keeps messages in folders. Part of {@link MessageStoreContract}. */
public interface FolderContract extends StoreUnderTest {

    /** A message id that no store has. */
    MessageId NOBODYS = new MessageId("1-nobodys");

    @Test
    default void messagesAreListedInOrderOfArrival() {
        List<MessageId> left =
                Stream.generate(() -> leave(ALICE).id()).limit(12).toList();
        assertThat(ids(ALICE, Folder.INBOX)).containsExactlyElementsOf(left);
    }

    @Test
    default void urgentMessagesComeFirstInINBOX() {
        MessageId a = leave(ALICE).id();
        MessageId b = leaveUrgent(ALICE).id();
        MessageId c = leave(ALICE).id();
        MessageId d = leaveUrgent(ALICE).id();
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(b, d, a, c);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(4, 2, 0, 0));
    }

    @Test
    default void theSameNumberInAnotherContextIsAnotherMailbox() {
        Message message = leave(ALICE);
        assertThat(ids(NAMESAKE, Folder.INBOX)).isEmpty();
        assertThat(store().counts(NAMESAKE)).isEqualTo(new MessageCounts(0, 0, 0, 0));
        assertThat(store().find(NAMESAKE, message.id())).isEmpty();
        assertThat(store().open(NAMESAKE, message.id())).isEmpty();
        assertThat(store().delete(NAMESAKE, message.id())).isFalse();
        leave(NAMESAKE);
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(message.id());
    }

    @Test
    default void aMovedMessageIsTheSameInTheOtherFolder() {
        Message first = leave(ALICE);
        Message second = leave(ALICE, envelope(), Duration.ofSeconds(5));
        Message third = leaveUrgent(ALICE);
        byte[] sound = heard(ALICE, second.id());
        assertThat(store().move(ALICE, first.id(), Folder.OLD, 100)).isEqualTo(MoveResult.DONE);
        assertThat(store().move(ALICE, third.id(), Folder.OLD, 100)).isEqualTo(MoveResult.DONE);
        assertThat(store().move(ALICE, second.id(), Folder.OLD, 100)).isEqualTo(MoveResult.DONE);
        assertThat(ids(ALICE, Folder.INBOX)).isEmpty();
        assertThat(ids(ALICE, Folder.OLD)).containsExactlyInAnyOrder(first.id(), third.id(), second.id());
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(0, 0, 3, 1));
        assertSounds(store().open(ALICE, second.id()).orElseThrow(), sound);
        Message moved = store().find(ALICE, second.id()).orElseThrow();
        assertThat(moved).isEqualTo(new Message(second.id(), Folder.OLD, second.envelope(), second.length()));
    }

    @Test
    default void anUrgentMessageMovedBackToINBOXIsUrgentThere() {
        MessageId plain = leave(ALICE).id();
        MessageId urgent = leaveUrgent(ALICE).id();
        store().move(ALICE, urgent, Folder.WORK, 100);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(1, 0, 0, 0));
        store().move(ALICE, urgent, Folder.INBOX, 100);
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(urgent, plain);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(2, 1, 0, 0));
    }

    @Test
    default void everyFolderTakesMessages() {
        for (Folder folder : Folder.values()) {
            MessageId id = leave(ALICE).id();
            assertThat(store().move(ALICE, id, folder, 100)).isEqualTo(MoveResult.DONE);
            assertThat(ids(ALICE, folder)).contains(id);
            assertThat(store().find(ALICE, id).orElseThrow().folder()).isEqualTo(folder);
        }
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(1, 0, 1, 0));
    }

    @Test
    default void movingToWhereItIsDoesNothing() {
        MessageId first = leave(ALICE).id();
        MessageId second = leave(ALICE).id();
        assertThat(store().move(ALICE, first, Folder.INBOX, 2)).isEqualTo(MoveResult.DONE);
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(first, second);
    }

    @Test
    default void whatSomebodyHasMovedElsewhereIsNeitherMovedNorDeletedFromWhereItWas() {
        MessageId id = leave(ALICE).id();
        store().move(ALICE, id, Folder.WORK, 9);
        assertThat(store().move(ALICE, id, Folder.INBOX, Folder.OLD, 9)).isEqualTo(MoveResult.NOT_FOUND);
        assertThat(store().move(ALICE, id, Folder.INBOX, Folder.INBOX, 9)).isEqualTo(MoveResult.NOT_FOUND);
        assertThat(store().delete(ALICE, id, Folder.INBOX)).isFalse();
        assertThat(ids(ALICE, Folder.WORK)).containsExactly(id);
        assertThat(heard(ALICE, id)).isNotEmpty();
    }

    @Test
    default void whatStillLiesThereIsMovedAndDeletedFromThere() {
        MessageId first = leave(ALICE).id();
        MessageId second = leave(ALICE).id();
        assertThat(store().move(ALICE, second, Folder.INBOX, Folder.DELETED, 9)).isEqualTo(MoveResult.DONE);
        assertThat(ids(ALICE, Folder.DELETED)).containsExactly(second);
        assertThat(store().move(ALICE, first, Folder.INBOX, Folder.DELETED, 1)).isEqualTo(MoveResult.FOLDER_FULL);
        assertThat(store().move(ALICE, first, Folder.INBOX, Folder.INBOX, 1)).isEqualTo(MoveResult.DONE);
        assertThat(store().move(ALICE, second, Folder.DELETED, Folder.OLD, 9)).isEqualTo(MoveResult.DONE);
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(second);
        assertThat(store().delete(ALICE, second, Folder.OLD)).isTrue();
        assertThat(store().delete(ALICE, second, Folder.OLD)).isFalse();
        assertThat(store().find(ALICE, second)).isEmpty();
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(first);
        assertThat(store().delete(ALICE, NOBODYS, Folder.INBOX)).isFalse();
        assertThat(store().move(ALICE, NOBODYS, Folder.INBOX, Folder.OLD, 9)).isEqualTo(MoveResult.NOT_FOUND);
    }

    @Test
    default void aFullFolderTakesNoMessageAndTheMessageStays() {
        MessageId old = leave(ALICE).id();
        store().move(ALICE, old, Folder.OLD, 1);
        MessageId fresh = leave(ALICE).id();
        assertThat(store().move(ALICE, fresh, Folder.OLD, 1)).isEqualTo(MoveResult.FOLDER_FULL);
        assertThat(store().copy(ALICE, fresh, ALICE, Folder.OLD, 1)).isEqualTo(MoveResult.FOLDER_FULL);
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(fresh);
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(old);
        assertThat(store().move(ALICE, old, Folder.INBOX, 1)).isEqualTo(MoveResult.FOLDER_FULL);
    }

    @Test
    default void whatIsNotThereCannotBeMovedCopiedDeletedOrHeard() {
        leave(BOB);
        assertThat(store().move(ALICE, NOBODYS, Folder.OLD, 9)).isEqualTo(MoveResult.NOT_FOUND);
        assertThat(store().copy(ALICE, NOBODYS, BOB, Folder.OLD, 9)).isEqualTo(MoveResult.NOT_FOUND);
        assertThat(store().delete(ALICE, NOBODYS)).isFalse();
        assertThat(store().find(ALICE, NOBODYS)).isEmpty();
        assertThat(store().open(ALICE, NOBODYS)).isEmpty();
        assertThat(store().find(ALICE, ids(BOB, Folder.INBOX).get(0))).isEmpty();
    }

    @Test
    default void aDeletedMessageIsGoneAndTheOthersStay() {
        List<MessageId> left = Stream.generate(() -> leave(ALICE).id()).limit(4).toList();
        byte[] third = heard(ALICE, left.get(2));
        assertThat(store().delete(ALICE, left.get(1))).isTrue();
        assertThat(store().delete(ALICE, left.get(1))).isFalse();
        assertThat(store().find(ALICE, left.get(1))).isEmpty();
        assertThat(store().open(ALICE, left.get(1))).isEmpty();
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(left.get(0), left.get(2), left.get(3));
        assertThat(heard(ALICE, left.get(2))).isEqualTo(third);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(3, 0, 0, 0));
    }

    @Test
    default void aRecordingThatIsHeardOutlivesTheDeletionOfAnotherOne() {
        MessageId first = leave(ALICE).id();
        Message second = leave(ALICE, Envelope.received(RECEIVED).build(), Duration.ofSeconds(3));
        byte[] sound = heard(ALICE, second.id());
        AudioContent content = store().open(ALICE, second.id()).orElseThrow();
        store().delete(ALICE, first);
        assertSounds(content, sound);
    }

    @Test
    default void aCopyIsAMessageOfItsOwn() {
        Message original = leaveUrgent(ALICE);
        byte[] sound = heard(ALICE, original.id());
        assertThat(store().copy(ALICE, original.id(), BOB, Folder.INBOX, 9)).isEqualTo(MoveResult.DONE);
        assertThat(ids(BOB, Folder.INBOX)).containsExactly(original.id());
        assertThat(store().copy(ALICE, original.id(), BOB, Folder.WORK, 9)).isEqualTo(MoveResult.DONE);
        assertThat(store().copy(ALICE, original.id(), ALICE, Folder.OLD, 9)).isEqualTo(MoveResult.DONE);
        assertThat(ids(BOB, Folder.WORK)).hasSize(1).doesNotContain(original.id());
        assertThat(ids(ALICE, Folder.OLD)).hasSize(1).doesNotContain(original.id());
        assertThat(store().delete(ALICE, original.id())).isTrue();
        Message copy = store().list(BOB, Folder.INBOX).get(0);
        assertThat(copy.length()).isEqualTo(original.length());
        Envelopes.assertKept(original.envelope(), copy.envelope());
        assertSounds(store().open(BOB, copy.id()).orElseThrow(), sound);
        assertThat(heard(BOB, ids(BOB, Folder.WORK).get(0))).isEqualTo(sound);
        assertThat(heard(ALICE, ids(ALICE, Folder.OLD).get(0))).isEqualTo(sound);
    }

    /** Where a message lay when it was copied before says nothing of where it lies now. */
    @Test
    default void aCopyIsOfThatMessageWhateverWentBeforeIt() {
        MessageId first = leave(ALICE).id();
        Message second = leave(ALICE, envelope(), Duration.ofSeconds(3));
        leave(ALICE, envelope(), Duration.ofSeconds(4));
        byte[] sound = heard(ALICE, second.id());
        store().copy(ALICE, second.id(), BOB, Folder.INBOX, 9);
        store().delete(ALICE, first);
        store().copy(ALICE, second.id(), BOB, Folder.WORK, 9);
        assertThat(heard(BOB, ids(BOB, Folder.INBOX).get(0))).isEqualTo(sound);
        assertThat(heard(BOB, ids(BOB, Folder.WORK).get(0))).isEqualTo(sound);
        assertThat(store().list(BOB, Folder.WORK).get(0).length()).isEqualTo(second.length());
    }

    @Test
    default void hostileCallersSurviveAsCleanText() {
        for (Party caller : Envelopes.hostileParties()) {
            Envelope envelope = Envelope.received(RECEIVED)
                    .caller(caller)
                    .redirecting(caller)
                    .build();
            Message left = leave(ALICE, envelope, Duration.ofMillis(200));
            Message stored = store().find(ALICE, left.id()).orElseThrow();
            Envelopes.assertKept(envelope, stored.envelope());
        }
    }

    /** Every seeded envelope and sound survives deposit, move and copy. */
    @TestFactory
    default Stream<DynamicTest> everyMessageSurvivesTheRoundTrip() {
        return LongStream.concat(LongStream.of(0, 1, -1), LongStream.range(20261122, 20261132))
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> assertRoundTrip(seed)));
    }

    private void assertRoundTrip(long seed) {
        MailboxId mailbox = new MailboxId("seeds", "seed" + seed);
        Envelope envelope = Envelopes.random(seed);
        Message left = leave(mailbox, envelope, Duration.ofMillis(200 + Math.floorMod(seed, 5000L)));
        byte[] sound = heard(mailbox, left.id());
        Envelopes.assertKept(envelope, left.envelope());
        assertThat(store().list(mailbox, Folder.INBOX)).containsExactly(left);
        store().move(mailbox, left.id(), Folder.FAMILY, 9);
        store().copy(mailbox, left.id(), BOB, Folder.INBOX, 9999);
        Envelopes.assertKept(
                envelope, store().find(mailbox, left.id()).orElseThrow().envelope());
        assertThat(heard(mailbox, left.id())).isEqualTo(sound);
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;

/**
 * How a message store changes the marks of a message: urgent, private, heard by which of several owners. Part of {@link
 * MessageStoreContract}.
 */
public interface EnvelopeChangeContract extends StoreUnderTest {

    @Test
    default void aMessageInINBOXThatBecomesUrgentComesBehindTheUrgentOnes() {
        MessageId a = leave(ALICE).id();
        Message b = leave(ALICE, envelope(), Duration.ofSeconds(5));
        MessageId c = leaveUrgent(ALICE).id();
        byte[] sound = heard(ALICE, b.id());
        Message changed =
                store().change(ALICE, b.id(), EnvelopeChangeContract::urgent).orElseThrow();
        assertThat(changed.isUrgent()).isTrue();
        assertThat(changed.id()).isEqualTo(b.id());
        assertThat(changed.length()).isEqualTo(b.length());
        assertThat(store().find(ALICE, b.id())).contains(changed);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(3).endsWith(a).contains(b.id(), c);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(3, 2, 0, 0));
        assertSounds(store().open(ALICE, b.id()).orElseThrow(), sound);
    }

    @Test
    default void aMessageThatCeasesToBeUrgentComesBehindTheUrgentOnes() {
        MessageId a = leaveUrgent(ALICE).id();
        MessageId b = leaveUrgent(ALICE).id();
        store().change(ALICE, a, EnvelopeChangeContract::normal);
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(b, a);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(2, 1, 0, 0));
        assertThat(heard(ALICE, a)).isNotEmpty();
    }

    @Test
    default void aMessageElsewhereStaysAtItsPlace() {
        MessageId a = leave(ALICE).id();
        MessageId b = leave(ALICE).id();
        store().move(ALICE, a, Folder.OLD, 9);
        store().move(ALICE, b, Folder.OLD, 9);
        store().change(ALICE, a, EnvelopeChangeContract::urgent);
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(a, b);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(0, 0, 2, 1));
        store().move(ALICE, a, Folder.INBOX, 9);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(1, 1, 1, 0));
    }

    @Test
    default void aPrivateMessageStaysPrivateWhereverItGoes() {
        Envelope sealed =
                envelope().toBuilder().sensitivity(Sensitivity.PRIVATE).build();
        Message left = leave(ALICE, sealed, Duration.ofSeconds(2));
        assertThat(left.isPrivate()).isTrue();
        assertThat(store().find(ALICE, left.id())).contains(left);
        store().move(ALICE, left.id(), Folder.WORK, 9);
        store().copy(ALICE, left.id(), BOB, Folder.INBOX, 9);
        assertThat(store().list(ALICE, Folder.WORK)).allMatch(Message::isPrivate);
        assertThat(store().list(BOB, Folder.INBOX)).hasSize(1).allMatch(Message::isPrivate);
        store().change(ALICE, left.id(), EnvelopeChangeContract::open);
        assertThat(store().find(ALICE, left.id()).orElseThrow().isPrivate()).isFalse();
        assertThat(store().list(BOB, Folder.INBOX)).allMatch(Message::isPrivate);
    }

    @Test
    default void ofSeveralOwnersEachHasHeardAMessageOrNot() {
        MessageId id = leave(ALICE).id();
        MessageId other = leave(ALICE).id();
        store().change(
                        ALICE,
                        id,
                        envelope -> envelope.toBuilder().heardBy("bert").build());
        store().change(
                        ALICE,
                        id,
                        envelope -> envelope.toBuilder().heardBy("anna").build());
        store().move(ALICE, id, Folder.FAMILY, 9);
        assertThat(store().find(ALICE, id).orElseThrow().envelope().heardBy()).containsExactly("anna", "bert");
        store().change(
                        ALICE,
                        id,
                        envelope -> envelope.toBuilder().unheardBy("bert").build());
        assertThat(store().list(ALICE, Folder.FAMILY).get(0).envelope().heardBy())
                .containsExactly("anna");
        assertThat(store().find(ALICE, other).orElseThrow().envelope().heardBy())
                .isEmpty();
    }

    @Test
    default void aChangeLeavesTheRestOfTheEnvelopeAsItWas() {
        for (long seed = 20261122; seed < 20261130; seed++) {
            Envelope envelope = Envelopes.random(seed);
            MessageId id = leave(ALICE, envelope, Duration.ofSeconds(1)).id();
            Envelope changed = store().change(ALICE, id, EnvelopeChangeContract::sealed)
                    .orElseThrow()
                    .envelope();
            Envelope stored = store().find(ALICE, id).orElseThrow().envelope();
            assertThat(stored).isEqualTo(changed);
            assertThat(stored.sensitivity()).isEqualTo(Sensitivity.PRIVATE);
            Envelopes.assertKept(envelope, stored);
        }
    }

    @Test
    default void aChangeThatChangesNothingDoesNothing() {
        Message left = leaveUrgent(ALICE);
        assertThat(store().change(ALICE, left.id(), envelope -> envelope)).contains(left);
        assertThat(store().list(ALICE, Folder.INBOX)).containsExactly(left);
    }

    @Test
    default void whatIsNotThereCannotBeChanged() {
        leave(BOB);
        assertThat(store().change(ALICE, FolderContract.NOBODYS, EnvelopeChangeContract::urgent))
                .isEmpty();
        assertThat(store().list(BOB, Folder.INBOX)).noneMatch(Message::isUrgent);
    }

    @Test
    default void whoLeftItAndWhenNeverChanges() {
        Message left = leave(ALICE);
        assertThatThrownBy(() -> store().change(
                                ALICE,
                                left.id(),
                                envelope -> envelope.toBuilder()
                                        .caller(Party.ofNumber("666"))
                                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().change(
                                ALICE,
                                left.id(),
                                envelope -> Envelope.received(RECEIVED.plusSeconds(1))
                                        .caller(envelope.caller())
                                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store().list(ALICE, Folder.INBOX)).containsExactly(left);
    }

    private static Envelope urgent(Envelope envelope) {
        return envelope.toBuilder().urgency(Urgency.URGENT).build();
    }

    private static Envelope normal(Envelope envelope) {
        return envelope.toBuilder().urgency(Urgency.NORMAL).build();
    }

    private static Envelope sealed(Envelope envelope) {
        return envelope.toBuilder().sensitivity(Sensitivity.PRIVATE).build();
    }

    private static Envelope open(Envelope envelope) {
        return envelope.toBuilder().sensitivity(Sensitivity.NORMAL).build();
    }
}

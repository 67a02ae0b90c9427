package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;

/**
 * In which order a message store keeps what was moved, if its medium can tell when something was moved. One that marks a
 * message as heard where it lies (IMAP) keeps the order in which messages came. Part of {@link MessageStoreContract}.
 */
public interface MoveOrderContract extends StoreUnderTest {

    @Test
    default void messagesLieInTheOrderInWhichTheyWereMoved() {
        MessageId first = leave(ALICE).id();
        MessageId second = leave(ALICE).id();
        MessageId third = leaveUrgent(ALICE).id();
        store().move(ALICE, first, Folder.OLD, 100);
        store().move(ALICE, third, Folder.OLD, 100);
        store().move(ALICE, second, Folder.OLD, 100);
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(first, third, second);
    }
}

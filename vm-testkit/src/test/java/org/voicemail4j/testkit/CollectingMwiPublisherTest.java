package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

class CollectingMwiPublisherTest implements MwiPublisherContract {

    private final CollectingMwiPublisher lamps = new CollectingMwiPublisher();

    @Override
    public MwiPublisher publisher() {
        return lamps;
    }

    @Override
    public void settle() {
        // nothing is ever on its way
    }

    @Override
    public Optional<MessageSummary> shown(MailboxId mailbox) {
        return lamps.shown(mailbox);
    }

    @Override
    public void stall() {
        // there is no network
    }

    @Override
    public void resume() {
        // there is no network
    }

    @Test
    void everythingIsRememberedInOrder() {
        MessageSummary off = new MessageSummary(MessageCounts.NONE);
        lamps.publish(ALICE, off);
        lamps.publish(BOB, off);
        lamps.awaitShown(BOB, off);
        assertThat(lamps.published())
                .extracting(CollectingMwiPublisher.Published::mailbox)
                .containsExactly(ALICE, BOB);
    }
}

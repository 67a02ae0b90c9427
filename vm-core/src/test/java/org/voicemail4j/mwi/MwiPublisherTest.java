package org.voicemail4j.mwi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.store.StoreException;

/** Several publishers as one. */
class MwiPublisherTest {

    private static final MailboxId BOX = MailboxId.parse("1000");
    private static final MessageSummary SUMMARY = new MessageSummary(new MessageCounts(1, 0, 0, 0));

    private final List<MailboxId> told = new ArrayList<>();

    private static MwiPublisher failing(RuntimeException failure) {
        return (mailbox, summary) -> {
            throw failure;
        };
    }

    @Test
    void whatFailsWithOneIsToldToTheOthersAndThenToWhoeverPublishes() {
        MwiPublisher all = MwiPublisher.all(
                failing(new IllegalStateException("planted: broken")),
                failing(new StoreException("planted: away")),
                (mailbox, summary) -> told.add(mailbox));
        assertThatThrownBy(() -> all.publish(BOX, SUMMARY))
                .isInstanceOf(StoreException.class)
                .hasMessage("planted: away");
        assertThat(told).containsExactly(BOX);
    }

    @Test
    void oneThatIsBrokenForGoodIsOnlyLogged() {
        MwiPublisher.all(failing(new IllegalStateException("planted: broken")), (mailbox, summary) -> told.add(mailbox))
                .publish(BOX, SUMMARY);
        assertThat(told).containsExactly(BOX);
    }
}

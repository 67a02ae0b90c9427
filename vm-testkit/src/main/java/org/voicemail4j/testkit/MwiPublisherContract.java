package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

/** What every {@link MwiPublisher} that tells counts must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface MwiPublisherContract extends LampContract {

    /** The same number in another context. */
    MailboxId OTHER_ALICE = new MailboxId("sales", "1000");

    /** What the phones of a mailbox show, after {@link #settle}; empty if they were never told anything. */
    Optional<MessageSummary> shown(MailboxId mailbox);

    @Override
    default Optional<Boolean> lit(MailboxId mailbox) {
        return shown(mailbox).map(MessageSummary::messagesWaiting);
    }

    @Test
    default void phonesShowWhatIsPublished() {
        publisher().publish(ALICE, summary(3, 1));
        settle();
        assertThat(shown(ALICE)).contains(summary(3, 1));
        assertThat(shown(BOB)).isEmpty();
    }

    @Test
    default void urgentMessagesAreCounted() {
        MessageSummary urgent = new MessageSummary(new MessageCounts(3, 2, 4, 1));
        publisher().publish(ALICE, urgent);
        settle();
        assertThat(shown(ALICE)).contains(urgent);
    }

    @Test
    default void lampsGoOff() {
        publisher().publish(ALICE, summary(1, 0));
        settle();
        publisher().publish(ALICE, summary(0, 1));
        settle();
        assertThat(shown(ALICE)).contains(summary(0, 1));
        assertThat(shown(ALICE).orElseThrow().messagesWaiting()).isFalse();
    }

    @Test
    default void publishingTwiceIsHarmless() {
        publisher().publish(ALICE, summary(1, 0));
        publisher().publish(ALICE, summary(1, 0));
        settle();
        assertThat(shown(ALICE)).contains(summary(1, 0));
    }

    @Test
    default void aSummaryThatComesBackIsShownAgain() {
        for (int count : new int[] {1, 2, 1}) {
            publisher().publish(ALICE, summary(count, 0));
            settle();
            assertThat(shown(ALICE)).contains(summary(count, 0));
        }
    }

    @Test
    default void theLastOneWins() {
        for (int count = 1; count <= 100; count++) {
            publisher().publish(ALICE, summary(count, 0));
        }
        settle();
        assertThat(shown(ALICE)).contains(summary(100, 0));
    }

    @Test
    default void publishingDoesNotWaitForPhones() {
        stall();
        for (int count = 1; count <= 100; count++) {
            publisher().publish(ALICE, summary(count, 0));
            publisher().publish(BOB, summary(0, count));
        }
        resume();
        settle();
        assertThat(shown(ALICE)).contains(summary(100, 0));
        assertThat(shown(BOB)).contains(summary(0, 100));
    }

    @Test
    default void everyMailboxHasItsOwnLamp() {
        publisher().publish(ALICE, summary(1, 0));
        publisher().publish(BOB, summary(2, 0));
        publisher().publish(OTHER_ALICE, summary(3, 0));
        settle();
        assertThat(shown(ALICE)).contains(summary(1, 0));
        assertThat(shown(BOB)).contains(summary(2, 0));
        assertThat(shown(OTHER_ALICE)).contains(summary(3, 0));
    }

    @Test
    default void everyThreadsLastOneWins() {
        List<MailboxId> mailboxes = IntStream.range(3000, 3004)
                .mapToObj(number -> new MailboxId("default", Integer.toString(number)))
                .toList();
        CompletableFuture.allOf(mailboxes.stream()
                        .map(mailbox -> CompletableFuture.runAsync(() -> countTo50(mailbox)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        settle();
        assertThat(mailboxes).allSatisfy(mailbox -> assertThat(shown(mailbox)).contains(summary(50, 50)));
    }

    private void countTo50(MailboxId mailbox) {
        for (int count = 1; count <= 50; count++) {
            publisher().publish(mailbox, summary(count, count));
        }
    }

    private static MessageSummary summary(int newMessages, int oldMessages) {
        return new MessageSummary(new MessageCounts(newMessages, 0, oldMessages, 0));
    }
}

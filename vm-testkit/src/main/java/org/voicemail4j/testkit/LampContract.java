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

/**
 * What every {@link MwiPublisher} must do, also one whose phones have a lamp and no counts; used like {@link
 * MessageStoreContract}. One that tells counts passes {@link MwiPublisherContract}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface LampContract {

    /** A mailbox of the tests. */
    MailboxId ALICE = new MailboxId("default", "1000");

    /** Another one. */
    MailboxId BOB = new MailboxId("default", "2000");

    /** The publisher under test, the same one throughout a test. */
    MwiPublisher publisher();

    /** Waits until all that was published has arrived at the phones. */
    void settle();

    /** Whether the lamps of a mailbox are on, after {@link #settle}; empty if they were never told anything. */
    Optional<Boolean> lit(MailboxId mailbox);

    /** Keeps what is published from arriving, as a slow network does, until {@link #resume}. */
    void stall();

    /** Ends {@link #stall}. */
    void resume();

    @Test
    default void lampsGoOnAndOff() {
        publisher().publish(ALICE, waiting(1));
        settle();
        assertThat(lit(ALICE)).contains(true);
        assertThat(lit(BOB)).isEmpty();
        publisher().publish(ALICE, waiting(0));
        settle();
        assertThat(lit(ALICE)).contains(false);
    }

    @Test
    default void aLampThatWasNeverOnIsSwitchedOff() {
        publisher().publish(ALICE, waiting(0));
        settle();
        assertThat(lit(ALICE)).contains(false);
    }

    @Test
    default void lampsTakeTheLastState() {
        for (int round = 0; round < 50; round++) {
            publisher().publish(ALICE, waiting(round % 2));
            publisher().publish(BOB, waiting((round + 1) % 2));
        }
        settle();
        assertThat(lit(ALICE)).contains(true);
        assertThat(lit(BOB)).contains(false);
    }

    @Test
    default void lampsTakeTheLastStateAfterAStall() {
        stall();
        for (int round = 0; round < 50; round++) {
            publisher().publish(ALICE, waiting((round + 1) % 2));
            publisher().publish(BOB, waiting(round % 2));
        }
        resume();
        settle();
        assertThat(lit(ALICE)).contains(false);
        assertThat(lit(BOB)).contains(true);
    }

    @Test
    default void everyThreadsLastStateWins() {
        List<MailboxId> mailboxes = IntStream.range(3000, 3004)
                .mapToObj(number -> new MailboxId("default", Integer.toString(number)))
                .toList();
        CompletableFuture.allOf(mailboxes.stream()
                        .map(mailbox -> CompletableFuture.runAsync(() -> blink(mailbox)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        settle();
        assertThat(mailboxes).allSatisfy(mailbox -> assertThat(lit(mailbox)).contains(true));
    }

    private void blink(MailboxId mailbox) {
        for (int round = 0; round < 50; round++) {
            publisher().publish(mailbox, waiting(round % 2));
        }
    }

    private static MessageSummary waiting(int newMessages) {
        return new MessageSummary(new MessageCounts(newMessages, 0, 1, 0));
    }
}

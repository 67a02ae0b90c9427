package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.PinCheck;

/** What a {@link Mailbox} must do that locks for a while after so many wrong PINs. */
public interface MailboxLockContract extends MailboxUnderTest {

    /** After how many wrong PINs the mailboxes under test lock, at least 2. */
    int lockAfter();

    /** How long they stay locked, at least a second. */
    Duration lockFor();

    /** The clock by which the mailboxes under test go. */
    ManualClock clock();

    @Test
    default void afterTooManyWrongPinsNotEvenTheRightOneOpens() {
        guessWrong(lockAfter());
        assertThat(mailbox(Subscribers.ALICE).checkPin("4711")).isEqualTo(PinCheck.LOCKED);
        assertThat(mailbox(Subscribers.ALICE).checkPin("0000")).isEqualTo(PinCheck.LOCKED);
    }

    @Test
    default void oneWrongPinLessDoesNotLock() {
        guessWrong(lockAfter() - 1);
        assertThat(mailbox(Subscribers.ALICE).checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    default void aRightPinMakesUpForWrongOnes() {
        for (int round = 0; round < 3; round++) {
            guessWrong(lockAfter() - 1);
            assertThat(mailbox(Subscribers.ALICE).checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
        }
    }

    @Test
    default void theLockEndsByItself() {
        guessWrong(lockAfter());
        clock().advance(lockFor().minusMillis(1));
        assertThat(mailbox(Subscribers.ALICE).checkPin("4711")).isEqualTo(PinCheck.LOCKED);
        clock().advance(lockFor().plusMillis(1));
        assertThat(mailbox(Subscribers.ALICE).checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    default void otherMailboxesStayOpen() {
        guessWrong(lockAfter());
        assertThat(mailbox(Subscribers.CAROL).checkPin("0815")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    default void guessesAtOnceGetNoFurtherThanOneAfterTheOther() throws InterruptedException, ExecutionException {
        Queue<PinCheck> checks = new ConcurrentLinkedQueue<>();
        ContractThreads.atOnce(16, guesser -> {
            for (int guess = 0; guess < lockAfter(); guess++) {
                checks.add(mailbox(Subscribers.ALICE).checkPin("9" + guesser));
            }
        });
        assertThat(checks).doesNotContain(PinCheck.ACCEPTED);
        assertThat(checks)
                .filteredOn(check -> check == PinCheck.REJECTED)
                .as("wrong PINs that were looked at")
                .hasSizeLessThanOrEqualTo(lockAfter());
        assertThat(mailbox(Subscribers.ALICE).checkPin("4711")).isEqualTo(PinCheck.LOCKED);
    }

    private void guessWrong(int times) {
        for (int guess = 0; guess < times; guess++) {
            assertThat(mailbox(Subscribers.ALICE).checkPin("000" + guess)).isEqualTo(PinCheck.REJECTED);
        }
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.ChangeFeed.Registration;

/**
 * What every {@link ChangeFeed} must do. A test class gives the feed of one node and lets another node change mailboxes.
 * The medium may be taken away from the feed for a while, if the test class knows how.
 */
@SuppressWarnings("try") // a registration is there to be closed
public interface ChangeFeedContract {

    /** A mailbox of the tests. */
    MailboxId ALICE = new MailboxId("default", "1000");

    /** Another mailbox of the tests. */
    MailboxId BOB = new MailboxId("sales.example", "0000FFFF0001");

    /** How long a change may take to be told before the contract takes it for missed. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** The feed under test: a fresh one in each test, the same one throughout a test. */
    ChangeFeed feed();

    /** Another node changes a mailbox; durable when this returns. */
    void change(MailboxId mailbox);

    /** Takes the medium away from the feed, not from the other node. */
    default void interrupt() {
        // nothing to take away
    }

    /** Gives it back. */
    default void restore() {
        // nothing was taken away
    }

    @Test
    default void whatAnotherChangesIsTold() {
        Told told = new Told(ALICE);
        try (Registration registration = feed().listen(told)) {
            change(ALICE);
            told.await(patience());
        }
    }

    @Test
    default void eachChangeIsToldAfterIt() {
        try (Registration registration = feed().listen(mailbox -> {})) {
            for (int round = 0; round < 5; round++) {
                Told told = new Told(ALICE);
                try (Registration again = feed().listen(told)) {
                    change(ALICE);
                    told.await(patience());
                }
            }
        }
    }

    @Test
    default void changesOfSeveralMailboxesAreAllTold() {
        Told alice = new Told(ALICE);
        Told bob = new Told(BOB);
        try (Registration first = feed().listen(alice);
                Registration second = feed().listen(bob)) {
            change(ALICE);
            change(BOB);
            alice.await(patience());
            bob.await(patience());
        }
    }

    @Test
    default void aListenerThatFailsSilencesNobody() {
        Told told = new Told(ALICE);
        try (Registration bad = feed().listen(mailbox -> {
                    throw new IllegalStateException("a listener that fails");
                });
                Registration good = feed().listen(told)) {
            change(BOB);
            change(ALICE);
            told.await(patience());
        }
    }

    @Test
    default void whatChangedWhileTheMediumWasAwayIsToldWhenItIsBack() {
        Told told = new Told(ALICE);
        try (Registration registration = feed().listen(told)) {
            interrupt();
            change(ALICE);
            restore();
            told.await(patience());
        }
    }

    @Test
    default void whoHasStoppedListeningIsToldNothing() {
        Set<MailboxId> late = ConcurrentHashMap.newKeySet();
        Told told = new Told(ALICE);
        try (Registration other = feed().listen(told)) {
            Registration registration = feed().listen(late::add);
            registration.close();
            registration.close();
            change(ALICE);
            told.await(patience());
            assertThat(late).isEmpty();
        }
    }

    /** A listener that waits for one mailbox. */
    final class Told implements Consumer<MailboxId> {

        private final MailboxId wanted;
        private final CountDownLatch latch = new CountDownLatch(1);

        Told(MailboxId wanted) {
            this.wanted = wanted;
        }

        @Override
        public void accept(MailboxId mailbox) {
            if (mailbox.equals(wanted)) {
                latch.countDown();
            }
        }

        void await(Duration patience) {
            try {
                assertThat(latch.await(patience.toMillis(), TimeUnit.MILLISECONDS))
                        .as("the change of %s is told", wanted)
                        .isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}

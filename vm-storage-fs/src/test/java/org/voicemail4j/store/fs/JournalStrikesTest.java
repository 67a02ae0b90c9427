package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.StoreUnderTest;

/** When a journal gives a message up, and when it does not. */
class JournalStrikesTest implements StoreUnderTest {

    private static final int TRIES = 3;

    @TempDir
    Path root;

    private final FickleStore fickle = new FickleStore(new InMemoryMessageStore());
    private final BlockingQueue<MessageId> delivered = new LinkedBlockingQueue<>();
    private final BlockingQueue<MessageId> parked = new LinkedBlockingQueue<>();
    private final JournalListener listener = new JournalListener() {
        @Override
        public void delivered(MailboxId mailbox, MessageId id) {
            delivered.add(id);
        }

        @Override
        public void parked(MailboxId mailbox, MessageId id, Throwable why) {
            parked.add(id);
        }
    };
    private JournaledMessageStore store;

    @BeforeEach
    void open() {
        store = JournaledMessageStore.builder(root, fickle.store())
                .patience(Duration.ofMillis(200))
                .longestPause(Duration.ofMillis(50))
                .mostTries(TRIES)
                .listener(listener)
                .build();
    }

    @AfterEach
    void close() {
        fickle.comesBack();
        store.close();
    }

    @Override
    public MessageStore store() {
        return store;
    }

    private MessageId leave(MailboxId mailbox, String callId) {
        return leave(mailbox, Envelope.received(RECEIVED).callId(callId).build(), Duration.ofSeconds(1))
                .id();
    }

    private static MessageId next(BlockingQueue<MessageId> told) throws InterruptedException {
        MessageId id = told.poll(60, TimeUnit.SECONDS);
        assertThat(id).as("told within a minute").isNotNull();
        return id;
    }

    /** A database that was read-only for a while, and a pool that has one connection to its old primary left. */
    @Test
    void whatFailedWhileTheStoreTookNothingIsNotGivenUpWhenItTakesOthersAgain() throws InterruptedException {
        fickle.refusesUntilOnceAfter("waits", "goes");
        MessageId waits = leave(ALICE, "waits");
        while (commits() < 2 * TRIES) {
            Thread.onSpinWait();
        }
        assertThat(parked).isEmpty();
        MessageId goes = leave(BOB, "goes");
        assertThat(next(delivered)).isEqualTo(goes);
        assertThat(next(delivered)).isEqualTo(waits);
        assertThat(parked).isEmpty();
    }

    /** An account over its quota: that others' accounts take theirs says nothing of it. */
    @Test
    void whereMailboxesAreApartWhatOthersAreGivenIsNoReasonToGiveUp() throws InterruptedException {
        store.close();
        store = JournaledMessageStore.builder(root, fickle.store())
                .mailboxesApart()
                .longestPause(Duration.ofMillis(20))
                .mostTries(TRIES)
                .listener(listener)
                .build();
        fickle.refuses("waits");
        MessageId waits = leave(ALICE, "waits");
        for (int i = 0; i < 4 * TRIES; i++) {
            MessageId goes = leave(BOB, "goes" + i);
            assertThat(next(delivered)).isEqualTo(goes);
            int commits = commits();
            while (commits() < commits + 1) {
                Thread.onSpinWait();
            }
        }
        assertThat(parked).isEmpty();
        fickle.refuses("nothing");
        assertThat(next(delivered)).isEqualTo(waits);
    }

    private int commits() {
        return (int) fickle.calls().stream().filter("commit"::equals).count();
    }

    @Test
    void whatTheStoreHasNoMemoryForIsGivenUpLikeWhatItRefuses() throws InterruptedException {
        fickle.cannotHold("heavy");
        MessageId heavy = leave(ALICE, "heavy");
        MessageId light = leave(ALICE, "light");
        assertThat(next(parked)).isEqualTo(heavy);
        assertThat(next(delivered)).isEqualTo(light);
    }

    @Test
    void threadsThatCouldNotBeMadeAreMadeTheNextTime() {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch made = new CountDownLatch(2);
        JournaledMessageStoreBuilder settings = JournaledMessageStore.builder(root, fickle.store());
        DeliveryQueue queue = new DeliveryQueue(LockWaitClock.SYSTEM, 1);
        queue.close();
        Deliverer deliverer = new Deliverer(
                settings,
                queue,
                new DelegateHealth(Duration.ofSeconds(1), LockWaitClock.SYSTEM, false, Thread::new),
                new JournalBudget(1),
                mailbox -> {});
        DelivererThreads threads = new DelivererThreads(
                work -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    made.countDown();
                    return new Thread(work);
                },
                2,
                deliverer);
        threads.start();
        assertThat(made.getCount()).isEqualTo(2);
        threads.start();
        assertThat(made.getCount()).isZero();
        threads.start();
        assertThat(asked.get()).isEqualTo(3);
        threads.awaitEnd();
    }
}

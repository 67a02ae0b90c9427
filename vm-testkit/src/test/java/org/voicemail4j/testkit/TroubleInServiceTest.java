package org.voicemail4j.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.OperationResult;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StoreException;

/** A store that fails, is slow or changes meanwhile leaves the service's lamps and messages right. */
class TroubleInServiceTest implements StoreUnderTest {

    private static final MailboxPolicy KEEPING = MailboxPolicy.DEFAULT.toBuilder()
            .retention(Map.of(Folder.OLD, Duration.ofDays(90)))
            .build();

    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final List<String> lamps = Collections.synchronizedList(new ArrayList<>());

    @Override
    public InMemoryMessageStore store() {
        return store;
    }

    private VoicemailService.Builder service(MessageStore kept) {
        return VoicemailService.builder()
                .store(kept)
                .directory(new InMemoryMailboxDirectory(List.of(
                        Subscriber.of(ALICE).policy(KEEPING).build(),
                        Subscriber.of(BOB).policy(KEEPING).build())))
                .mwi((mailbox, summary) -> lamps.add(mailbox + " " + summary.voice()))
                .clock(clock)
                .executor(Runnable::run);
    }

    private void leaveOldOnes(int count) {
        for (int i = 0; i < count; i++) {
            store.move(ALICE, leave(ALICE).id(), Folder.OLD, 9);
        }
        clock.advance(Duration.ofDays(100));
    }

    @Test
    void theLampTellsWhatWasDeletedBeforeTheStoreFailed() {
        leaveOldOnes(3);
        AtomicInteger deletions = new AtomicInteger();
        MessageStore failing = new ForwardingStore(store) {
            @Override
            public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
                if (deletions.incrementAndGet() == 2) {
                    throw new StoreException("planted");
                }
                return super.delete(mailbox, id, from);
            }
        };
        try (VoicemailService service = service(failing).start()) {
            service.expireMessages();
        }
        assertThat(lamps).last().isEqualTo(ALICE + " " + new MessageCounts(0, 0, 2, 0));
    }

    @Test
    void aStoreThatCannotCountIsAskedAgainOnceForEachMailboxHoweverOftenItChanges() {
        MessageStore away = new ForwardingStore(store) {
            @Override
            public MessageCounts counts(MailboxId mailbox) {
                throw new StoreException("planted: away");
            }
        };
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(0);
        try (VoicemailService service = service(away).timer(timer).start()) {
            for (int i = 0; i < 20; i++) {
                service.refresh(ALICE);
                service.refresh(BOB);
            }
            assertThat(timer.getQueue()).hasSize(2);
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void anExpiryUnderWayIsWaitedForAndNotInterruptedWhenTheServiceEnds() throws InterruptedException {
        leaveOldOnes(1);
        CountDownLatch deleting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean deleted = new AtomicBoolean();
        MessageStore slow = new ForwardingStore(store) {
            @Override
            public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
                deleting.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
                deleted.set(super.delete(mailbox, id, from));
                return true;
            }
        };
        VoicemailService service =
                service(slow).expireEvery(Duration.ofSeconds(1)).start();
        assertThat(deleting.await(30, SECONDS)).isTrue();
        Thread closer = new Thread(service::close);
        closer.start();
        Until.so(
                "waiting for the expiry",
                Duration.ofSeconds(30),
                () -> closer.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closer.join();
        assertThat(deleted).isTrue();
        assertThat(interrupted).isFalse();
    }

    @Test
    void whoLeavesAMessageWhileACopyIsForwardedKeepsItAsItIs() {
        Message message = leave(ALICE);
        Envelope urgent = envelope().toBuilder()
                .caller(Party.ofNumber("5559999"))
                .urgency(Urgency.URGENT)
                .build();
        MessageStore busy = new ForwardingStore(store) {
            @Override
            public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
                leave(BOB, urgent, Duration.ofSeconds(2));
                return super.copy(from, id, to, folder, maxMessages);
            }
        };
        try (VoicemailService service = service(busy).start()) {
            assertThat(service.operations().forward(ALICE, message.id(), BOB)).isEqualTo(OperationResult.DONE);
        }
        assertThat(store.list(BOB, Folder.INBOX))
                .hasSize(2)
                .filteredOn(Message::isUrgent)
                .hasSize(1);
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;

/** Messages go when they have been kept for as long as the policy says, and not before. */
class MessageExpiryTest implements StoreUnderTest {

    private static final MailboxPolicy KEEPING = MailboxPolicy.DEFAULT.toBuilder()
            .keptDeleted(9)
            .retention(Map.of(Folder.OLD, Duration.ofDays(90), Folder.DELETED, Duration.ofDays(30)))
            .build();

    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final List<VoicemailEvent> events = Collections.synchronizedList(new ArrayList<>());

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
                .listener(events::add)
                .clock(clock)
                .executor(Runnable::run);
    }

    @Test
    void whatIsTooOldInItsFolderGoesAndNothingElse() {
        Message old = leave(ALICE);
        Message fresh = leave(ALICE);
        store.move(ALICE, old.id(), Folder.OLD, 9);
        try (VoicemailService service = service(store).start()) {
            clock.advance(Duration.ofDays(90).minusSeconds(1));
            assertThat(service.expireMessages()).isZero();
            clock.advance(Duration.ofSeconds(1));
            assertThat(service.expireMessages()).isEqualTo(1);
            assertThat(service.expireMessages()).isZero();
        }
        assertThat(ids(ALICE, Folder.OLD)).isEmpty();
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(fresh.id());
        assertThat(events).hasExactlyElementsOfTypes(VoicemailEvent.Expired.class);
    }

    @Test
    void aDeletedMessageStaysAsLongAsItWasDeletedAgo() {
        Message message = leave(ALICE);
        clock.advance(Duration.ofDays(80));
        try (VoicemailService service = service(store).start()) {
            service.operations().delete(ALICE, message.id());
            clock.advance(Duration.ofDays(29));
            assertThat(service.expireMessages()).isZero();
            clock.advance(Duration.ofDays(1));
            assertThat(service.expireMessages(ALICE)).isEqualTo(1);
        }
    }

    @Test
    void whatSomebodyElsePutAmongTheDeletedCountsFromWhenItIsSeenThere() {
        Message message = leave(ALICE);
        store.move(ALICE, message.id(), Folder.DELETED, 9);
        clock.advance(Duration.ofDays(80));
        try (VoicemailService service = service(store).start()) {
            assertThat(service.expireMessages()).isZero();
            clock.advance(Duration.ofDays(29));
            assertThat(service.expireMessages()).isZero();
            clock.advance(Duration.ofDays(1));
            assertThat(service.expireMessages()).isEqualTo(1);
        }
    }

    @Test
    void aMessageMovedAfterItsTimeIsKeptForTheTimeOfItsNewFolder() {
        Message heard = leave(ALICE);
        Message restored = leave(ALICE);
        clock.advance(Duration.ofDays(100));
        try (VoicemailService service = service(store).start()) {
            service.operations().move(ALICE, heard.id(), Folder.OLD);
            service.operations().delete(ALICE, restored.id());
            clock.advance(Duration.ofDays(1));
            service.operations().restore(ALICE, restored.id());
            clock.advance(Duration.ofDays(88));
            assertThat(service.expireMessages()).isZero();
            clock.advance(Duration.ofDays(1));
            assertThat(service.expireMessages()).isEqualTo(1);
            assertThat(ids(ALICE, Folder.OLD)).containsExactly(restored.id());
            clock.advance(Duration.ofDays(1));
            assertThat(service.expireMessages()).isEqualTo(1);
        }
    }

    @Test
    void aForwardedCopyIsAsOldAsItsForwarding() {
        Message message = leave(ALICE);
        clock.advance(Duration.ofDays(40));
        MailboxPolicy tidy = KEEPING.toBuilder()
                .retention(Map.of(Folder.INBOX, Duration.ofDays(30)))
                .build();
        InMemoryMailboxDirectory directory = new InMemoryMailboxDirectory(List.of(
                Subscriber.of(ALICE).policy(KEEPING).build(),
                Subscriber.of(BOB).policy(tidy).build()));
        try (VoicemailService service = service(store).directory(directory).start()) {
            service.operations().forward(ALICE, message.id(), BOB);
            clock.advance(Duration.ofDays(29));
            assertThat(service.expireMessages(BOB)).isZero();
            clock.advance(Duration.ofDays(1));
            assertThat(service.expireMessages(BOB)).isEqualTo(1);
        }
    }

    /** Asterisk moves files and leaves what they say as it is. */
    @Test
    void whatIsNotedOfAnotherFolderDoesNotCount() {
        Message message = leave(ALICE);
        try (VoicemailService service = service(store).start()) {
            service.operations().delete(ALICE, message.id());
            store.move(ALICE, message.id(), Folder.OLD, 9);
            clock.advance(Duration.ofDays(80));
            assertThat(service.expireMessages()).isZero();
        }
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(message.id());
    }

    @Test
    void whatAnOwnerSavesMeanwhileStays() {
        Message message = leave(ALICE);
        store.move(ALICE, message.id(), Folder.OLD, 9);
        clock.advance(Duration.ofDays(100));
        MessageStore saving = new ForwardingStore(store) {
            @Override
            public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
                store.move(mailbox, id, Folder.FAMILY, 9);
                return super.delete(mailbox, id, from);
            }
        };
        try (VoicemailService service = service(saving).start()) {
            assertThat(service.expireMessages()).isZero();
        }
        assertThat(ids(ALICE, Folder.FAMILY)).containsExactly(message.id());
        assertThat(events).isEmpty();
    }

    @Test
    void oneMailboxThatCannotBeReadDoesNotKeepTheOthersFromIt() {
        Message message = leave(BOB);
        store.move(BOB, message.id(), Folder.OLD, 9);
        clock.advance(Duration.ofDays(100));
        MessageStore broken = new ForwardingStore(store) {
            @Override
            public List<Message> list(MailboxId mailbox, Folder folder) {
                if (mailbox.equals(ALICE)) {
                    throw new StoreException("planted");
                }
                return super.list(mailbox, folder);
            }
        };
        try (VoicemailService service = service(broken).start()) {
            assertThat(service.expireMessages()).isEqualTo(1);
        }
    }

    /** Lamps that could not be counted wait for the timer's thread. */
    @Test
    void theTimerOnlySaysWhen() throws InterruptedException {
        Message message = leave(ALICE);
        store.move(ALICE, message.id(), Folder.OLD, 9);
        clock.advance(Duration.ofDays(100));
        BlockingQueue<String> deletedBy = new LinkedBlockingQueue<>();
        ForwardingStore watched = new ForwardingStore(store) {
            @Override
            public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
                deletedBy.add(Thread.currentThread().getName());
                return super.delete(mailbox, id, from);
            }
        };
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "timer"));
        ExecutorService others = Executors.newSingleThreadExecutor(task -> new Thread(task, "other"));
        try (VoicemailService service = service(watched)
                .timer(timer)
                .executor(others)
                .expireEvery(Duration.ofSeconds(1))
                .start()) {
            assertThat(deletedBy.poll(1, TimeUnit.MINUTES)).isEqualTo("other");
        } finally {
            timer.shutdownNow();
            others.shutdownNow();
        }
    }

    @Test
    void theServiceLooksByItselfOnTheTimerItWasGiven() throws InterruptedException {
        Message message = leave(ALICE);
        store.move(ALICE, message.id(), Folder.OLD, 9);
        clock.advance(Duration.ofDays(100));
        CountDownLatch gone = new CountDownLatch(1);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (VoicemailService service = service(store)
                .timer(timer)
                .expireEvery(Duration.ofSeconds(1))
                .listener(event -> gone.countDown())
                .start()) {
            assertThat(gone.await(1, TimeUnit.MINUTES)).isTrue();
            service.close();
            assertThat(timer.isShutdown()).as("it was given").isFalse();
        } finally {
            timer.shutdownNow();
        }
        assertThatThrownBy(() -> service(store).expireEvery(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

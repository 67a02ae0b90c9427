package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.flow.KeptSince;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.MailboxInfo;
import org.voicemail4j.service.MailboxOperations;
import org.voicemail4j.service.OperationResult;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/** What a host does with mailboxes without a telephone. */
class MailboxOperationsTest implements StoreUnderTest {

    private static final MailboxId NOBODY = MailboxId.parse("9999");
    private static final MessageId NONE = new MessageId("1-none");

    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final List<VoicemailEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lamps = Collections.synchronizedList(new ArrayList<>());
    private final VoicemailService service = VoicemailService.builder()
            .store(store)
            .directory(new InMemoryMailboxDirectory(List.of(
                    subscriber(
                            ALICE,
                            MailboxPolicy.DEFAULT.toBuilder().keptDeleted(2).build()),
                    subscriber(
                            BOB,
                            MailboxPolicy.DEFAULT.toBuilder().maxMessages(2).build()))))
            .credentials(credentials)
            .mwi((mailbox, summary) -> lamps.add(mailbox + " " + summary.voice()))
            .listener(events::add)
            .clock(clock)
            .executor(Runnable::run)
            .start();
    private final MailboxOperations operations = service.operations();

    private static Subscriber subscriber(MailboxId mailbox, MailboxPolicy policy) {
        return Subscriber.of(mailbox)
                .fullName("Owner of " + mailbox.number())
                .pin(Pin.clear("4711"))
                .policy(policy)
                .build();
    }

    @Override
    public InMemoryMessageStore store() {
        return store;
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void whoIsThereAndWhatIsKnownOfThem() {
        leaveUrgent(ALICE);
        assertThat(operations.exists(ALICE)).isTrue();
        assertThat(operations.exists(NOBODY)).isFalse();
        MailboxInfo info = operations.info(ALICE).orElseThrow();
        assertThat(info.fullName()).isEqualTo("Owner of 1000");
        assertThat(info.counts()).isEqualTo(new MessageCounts(1, 1, 0, 0));
        assertThat(info.language()).isEqualTo(Locale.ENGLISH);
        assertThat(info.toString()).doesNotContain("4711");
        assertThat(operations.info(NOBODY)).isEmpty();
        assertThat(operations.count(ALICE, Folder.INBOX)).hasValue(1);
        assertThat(operations.count(ALICE, Folder.WORK)).hasValue(0);
        assertThat(operations.count(NOBODY, Folder.INBOX)).isEmpty();
    }

    @Test
    void aMessageIsMovedDeletedRestoredAndErased() {
        MessageId id = leave(ALICE).id();
        assertThat(operations.move(ALICE, id, Folder.WORK)).isEqualTo(OperationResult.DONE);
        assertThat(operations.restore(ALICE, id)).isEqualTo(OperationResult.NO_MESSAGE);
        assertThat(operations.delete(ALICE, id)).isEqualTo(OperationResult.DONE);
        assertThat(operations.list(ALICE, Folder.DELETED))
                .extracting(Message::id)
                .containsExactly(id);
        assertThat(operations.restore(ALICE, id)).isEqualTo(OperationResult.DONE);
        assertThat(operations.list(ALICE)).extracting(Message::folder).containsExactly(Folder.OLD);
        assertThat(operations.sound(ALICE, id)).isPresent();
        assertThat(operations.erase(ALICE, id)).isEqualTo(OperationResult.DONE);
        assertThat(operations.erase(ALICE, id)).isEqualTo(OperationResult.NO_MESSAGE);
        assertThat(operations.find(ALICE, id)).isEmpty();
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Moved", "Deleted", "Moved", "Deleted");
        assertThat(lamps).last().isEqualTo(ALICE + " " + MessageCounts.NONE);
    }

    /** Otherwise an old note of when it was deleted would have it expire at once. */
    @Test
    void aMessageMovedToTheDeletedOnesIsDeletedNow() {
        MessageId id = leave(ALICE).id();
        operations.delete(ALICE, id);
        operations.restore(ALICE, id);
        clock.advance(Duration.ofDays(40));
        assertThat(operations.move(ALICE, id, Folder.DELETED)).isEqualTo(OperationResult.DONE);
        assertThat(deletedAt(ALICE, id)).hasValue(clock.instant().getEpochSecond());
    }

    @Test
    void aMessageMovedToTheDeletedOnesIsKeptWhereThePolicyKeepsNone() {
        MessageId id = leave(BOB).id();
        assertThat(operations.move(BOB, id, Folder.DELETED)).isEqualTo(OperationResult.DONE);
        assertThat(deletedAt(BOB, id)).hasValue(clock.instant().getEpochSecond());
    }

    private Optional<Long> deletedAt(MailboxId mailbox, MessageId id) {
        Message message = operations.find(mailbox, id).orElseThrow();
        assertThat(message.folder()).isEqualTo(Folder.DELETED);
        return KeptSince.of(message).map(Instant::getEpochSecond);
    }

    @Test
    void twoWhoForwardOneMessageToOneMailboxAtTheSameTimeAreBothTold() throws InterruptedException {
        Message message = leave(ALICE);
        CompletableFuture<MailboxOperations> portal = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        MessageStore meanwhile = new ForwardingStore(store) {
            @Override
            public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
                MoveResult copied = super.copy(from, id, to, folder, maxMessages);
                Thread other = new Thread(() -> portal.join().forward(ALICE, message.id(), BOB));
                if (second.complete(other)) {
                    other.start();
                    Until.so(
                            "it waits for its turn or is through",
                            Duration.ofMinutes(1),
                            () -> other.getState() == Thread.State.WAITING || !other.isAlive());
                }
                return copied;
            }
        };
        try (VoicemailService shared = VoicemailService.builder()
                .store(meanwhile)
                .directory(new InMemoryMailboxDirectory(
                        List.of(subscriber(ALICE, MailboxPolicy.DEFAULT), subscriber(BOB, MailboxPolicy.DEFAULT))))
                .listener(events::add)
                .executor(Runnable::run)
                .start()) {
            portal.complete(shared.operations());
            portal.join().forward(ALICE, message.id(), BOB);
            second.join().join();
        }
        assertThat(events.stream()
                        .filter(VoicemailEvent.Forwarded.class::isInstance)
                        .map(event ->
                                ((VoicemailEvent.Forwarded) event).message().id()))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(operations.move(NOBODY, NONE, Folder.OLD)).isEqualTo(OperationResult.NO_MAILBOX);
        assertThat(operations.move(ALICE, NONE, Folder.OLD)).isEqualTo(OperationResult.NO_MESSAGE);
        assertThat(operations.delete(ALICE, NONE)).isEqualTo(OperationResult.NO_MESSAGE);
        assertThat(operations.forward(ALICE, leave(ALICE).id(), NOBODY)).isEqualTo(OperationResult.NO_MAILBOX);
        assertThat(operations.change(ALICE, NONE, envelope -> envelope)).isEmpty();
        assertThat(operations.deleteGreeting(ALICE, GreetingKind.BUSY)).isEqualTo(OperationResult.NO_MESSAGE);
        assertThat(operations.unlock(NOBODY)).isEqualTo(OperationResult.NO_MAILBOX);
        assertThat(events).isEmpty();
    }

    @Test
    void aCopyIsForwardedUnlessItIsPrivateOrThereIsNoRoom() {
        Message message = leaveUrgent(ALICE);
        assertThat(operations.forward(ALICE, message.id(), BOB)).isEqualTo(OperationResult.DONE);
        assertThat(operations.forward(ALICE, message.id(), BOB)).isEqualTo(OperationResult.DONE);
        assertThat(operations.forward(ALICE, message.id(), BOB)).isEqualTo(OperationResult.FOLDER_FULL);
        assertThat(operations.list(BOB)).hasSize(2).noneMatch(Message::isUrgent);
        assertThat(operations.list(ALICE)).containsExactly(message);
        assertThat(events).hasOnlyElementsOfType(VoicemailEvent.Forwarded.class).hasSize(2);
        operations.change(
                ALICE,
                message.id(),
                envelope ->
                        envelope.toBuilder().sensitivity(Sensitivity.PRIVATE).build());
        assertThat(operations.forward(ALICE, message.id(), BOB)).isEqualTo(OperationResult.IS_PRIVATE);
    }

    @Test
    void aChangeOfMarksLightsTheLampAnew() {
        Message message = leave(ALICE);
        Message changed = operations
                .change(
                        ALICE,
                        message.id(),
                        envelope -> envelope.toBuilder().urgency(Urgency.URGENT).build())
                .orElseThrow();
        assertThat(changed.isUrgent()).isTrue();
        assertThat(lamps).last().isEqualTo(ALICE + " " + new MessageCounts(1, 1, 0, 0));
    }

    @Test
    void aGreetingIsRestored() {
        AudioContent first = Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(1), 1);
        operations.greet(ALICE, GreetingKind.BUSY, first);
        assertThat(operations.restoreGreeting(ALICE, GreetingKind.BUSY)).isEqualTo(OperationResult.NO_MESSAGE);
        operations.greet(ALICE, GreetingKind.BUSY, Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(1), 2));
        operations.deleteGreeting(ALICE, GreetingKind.BUSY);
        operations.restoreGreeting(ALICE, GreetingKind.BUSY);
        operations.greet(ALICE, GreetingKind.BUSY, first);

        assertThat(operations.restoreGreeting(ALICE, GreetingKind.BUSY)).isEqualTo(OperationResult.DONE);
        assertThat(operations.restoreGreeting(ALICE, GreetingKind.BUSY)).isEqualTo(OperationResult.DONE);

        assertThat(Sounds.octets(operations.greeting(ALICE, GreetingKind.BUSY).orElseThrow()))
                .isEqualTo(Sounds.octets(first));
        assertThat(operations.restoreGreeting(MailboxId.parse("7777"), GreetingKind.BUSY))
                .isEqualTo(OperationResult.NO_MAILBOX);
    }

    @Test
    void aGreetingIsUploadedHeardAndDeleted() {
        var sound = Sounds.tone(500, Duration.ofSeconds(2));
        assertThat(operations.greet(ALICE, GreetingKind.UNAVAILABLE, sound)).isEqualTo(OperationResult.DONE);
        assertThat(Sounds.octets(
                        operations.greeting(ALICE, GreetingKind.UNAVAILABLE).orElseThrow()))
                .isEqualTo(Sounds.octets(sound));
        assertThat(operations.greet(ALICE, GreetingKind.BUSY, Sounds.noise(AudioFormat.GSM, Duration.ofSeconds(1), 1)))
                .as("no transcoder was given")
                .isEqualTo(OperationResult.UNUSABLE_SOUND);
        assertThat(operations.greeting(ALICE, GreetingKind.BUSY)).isEmpty();
        assertThat(operations.deleteGreeting(ALICE, GreetingKind.UNAVAILABLE)).isEqualTo(OperationResult.DONE);
        assertThat(events)
                .hasOnlyElementsOfType(VoicemailEvent.GreetingChanged.class)
                .hasSize(2);
    }

    @Test
    void aLockedMailboxIsUnlocked() {
        credentials.recordFailure(ALICE, Instant.EPOCH);
        assertThat(operations.unlock(ALICE)).isEqualTo(OperationResult.DONE);
        assertThat(credentials.failures(ALICE).count()).isZero();
    }

    @Test
    void anotherPinIsSetByTheRulesOfTheMailboxAndUnlocksIt() {
        credentials.recordFailure(ALICE, Instant.EPOCH);
        assertThat(operations.changePin(NOBODY, "739146")).isEmpty();
        assertThat(operations.changePin(ALICE, "12ab")).contains(PinChange.NOT_ALLOWED);
        assertThat(credentials.failures(ALICE).count()).isEqualTo(1);
        assertThat(operations.changePin(ALICE, "739146")).contains(PinChange.CHANGED);
        assertThat(credentials.pin(ALICE).orElseThrow().matches("739146")).isTrue();
        assertThat(credentials.failures(ALICE).count()).isZero();
        assertThat(events).containsExactly(new VoicemailEvent.PinChanged(ALICE));
    }

    @Test
    void whatWasSavedElsewhereStaysWhenAnotherDeletes() {
        Message message = leave(ALICE);
        operations.move(ALICE, message.id(), Folder.FAMILY);
        assertThat(operations.restore(ALICE, message.id())).isEqualTo(OperationResult.NO_MESSAGE);
        assertThat(operations.list(ALICE, Folder.FAMILY)).hasSize(1);
        assertThat(Envelope.received(Instant.EPOCH)
                        .caller(Party.UNKNOWN)
                        .build()
                        .heardBy())
                .isEmpty();
    }
}

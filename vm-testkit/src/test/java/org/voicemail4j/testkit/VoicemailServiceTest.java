package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.service.CallCounts;
import org.voicemail4j.service.VoicemailConfig;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.RecoveredMessage;
import org.voicemail4j.store.StoreException;

class VoicemailServiceTest {

    private static final MailboxId ALICE = MailboxId.parse("1000");
    private static final MessageCounts ONE_NEW = new MessageCounts(1, 0, 0, 0);

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final List<String> published = Collections.synchronizedList(new ArrayList<>());
    private final List<VoicemailEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final MwiPublisher lamps = (mailbox, summary) -> published.add(mailbox + " " + summary.voice());

    private VoicemailService.Builder service(MessageStore store) {
        Subscriber alice = Subscriber.of(ALICE).pin(Pin.clear("4711")).build();
        return VoicemailService.builder()
                .store(store)
                .directory(new OneSubscriber(alice))
                .credentials(new InMemoryCredentialStore())
                .mwi(lamps)
                .listener(events::add)
                .clock(clock)
                .executor(Runnable::run);
    }

    private ScriptedCall deposit() {
        return ScriptedCall.of(CallInfo.of("call", CallPurpose.deposit(ALICE)).build())
                .on(clock)
                .hears("vm-intro")
                .presses("#")
                .speaks(Duration.ofSeconds(3))
                .presses("#");
    }

    @Test
    void aMessageIsKeptListenersAreToldAndTheLampGoesOn() {
        InMemoryMessageStore store = new InMemoryMessageStore();
        try (VoicemailService service = service(store).start()) {
            service.answer(deposit());
            assertThat(store.counts(ALICE)).isEqualTo(ONE_NEW);
            assertThat(service.summary(ALICE).orElseThrow().voice()).isEqualTo(ONE_NEW);
        }
        assertThat(published).containsExactly(ALICE + " " + ONE_NEW);
        assertThat(events).hasExactlyElementsOfTypes(VoicemailEvent.Deposited.class);
    }

    @Test
    void aCallForWhichTheSystemGivesNoThreadIsRefusedAndForgotten() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        try (VoicemailService service = service(new InMemoryMessageStore())
                .executor(task -> {
                    if (exhausted.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                })
                .start()) {
            ScriptedCall refused = deposit();
            service.answer(refused);
            assertThat(refused.refusal()).map(CallRefusal::reason).contains(CallRefusal.Reason.OVERLOADED);
            assertThat(service.callCounts()).isEqualTo(new CallCounts(0, 0, 1, false));
            exhausted.set(false);
            ScriptedCall next = deposit();
            service.answer(next);
            assertThat(next.isOver()).isTrue();
            assertThat(next.outcome()).containsInstanceOf(CallOutcome.Deposited.class);
        }
    }

    @Test
    void aForwardedMessageIsToldAndLightsTheLampOfItsRecipient() {
        InMemoryMessageStore store = new InMemoryMessageStore();
        MailboxId bob = Subscribers.BOB.mailbox();
        try (VoicemailService service = service(store)
                .directory(new InMemoryMailboxDirectory(Subscribers.ALL))
                .start()) {
            service.answer(deposit());
            CallInfo info = CallInfo.of("owner", CallPurpose.retrieval(ALICE)).build();
            service.answer(ScriptedCall.of(info)
                    .hears("vm-password")
                    .presses("4711#")
                    .hears("vm-onefor")
                    .presses("1")
                    .hears("vm-repeat")
                    .presses("8")
                    .hears("vm-extension")
                    .presses(bob.number() + "#")
                    .hears("vm-forwardoptions")
                    .presses("2")
                    .hears("vm-msgforwarded")
                    .hangsUp());
        }
        assertThat(events)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(VoicemailEvent.Forwarded.class, forwarded -> {
                            assertThat(forwarded.mailbox()).isEqualTo(bob);
                            assertThat(forwarded.from()).isEqualTo(ALICE);
                        }));
        assertThat(published).contains(bob + " " + ONE_NEW);
    }

    @Test
    void theLampGoesOffWhenTheOwnerHasHeardTheMessage() {
        InMemoryMessageStore store = new InMemoryMessageStore();
        try (VoicemailService service = service(store).start()) {
            service.answer(deposit());
            CallInfo info = CallInfo.of("owner", CallPurpose.retrieval(ALICE)).build();
            ScriptedCall owner = ScriptedCall.of(info)
                    .hears("vm-password")
                    .presses("4711#")
                    .hears("vm-onefor")
                    .presses("1")
                    .hearsRecording()
                    .hears("vm-repeat")
                    .hangsUp();
            service.answer(owner);
            assertThat(owner.transcript()).contains("vm-received");
        }
        assertThat(published).endsWith(ALICE + " " + new MessageCounts(0, 0, 1, 0));
        assertThat(store.list(ALICE, Folder.OLD)).hasSize(1);
        assertThat(events).hasAtLeastOneElementOfType(VoicemailEvent.Heard.class);
    }

    @Test
    void aCallForNobodyIsRefused() {
        ScriptedCall call = ScriptedCall.of(CallInfo.of("call", CallPurpose.deposit(MailboxId.parse("9999")))
                .build());
        try (VoicemailService service = service(new InMemoryMessageStore()).start()) {
            service.answer(call);
            assertThat(service.summary(MailboxId.parse("9999"))).isEmpty();
        }
        assertThat(call.refusal()).contains(CallRefusal.UNKNOWN_MAILBOX);
    }

    @Test
    void callsBeyondTheLimitAreToldWhenToTryAgain() throws InterruptedException {
        CountDownLatch hungUp = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        WaitingCall first = new WaitingCall(begun, hungUp);
        ScriptedCall second = deposit();
        try (VoicemailService service = service(new InMemoryMessageStore())
                .executor(task -> new Thread(task).start())
                .config(VoicemailConfig.DEFAULT.withMaxCalls(1))
                .start()) {
            service.answer(first);
            begun.await();
            assertThat(service.calls()).isEqualTo(1);
            service.answer(second);
            assertThat(second.refusal()).contains(CallRefusal.overloaded(VoicemailConfig.DEFAULT.retryAfter()));
            assertThat(service.callCounts()).isEqualTo(new CallCounts(1, 1, 1, false));
            assertThat(service.drain(Duration.ZERO)).isTrue();
            assertThat(service.calls()).isZero();
        }
        assertThat(hungUp.getCount()).isZero();
    }

    @Test
    void aServiceThatDrainsTakesNoMoreCalls() {
        ScriptedCall late = deposit();
        try (VoicemailService service = service(new InMemoryMessageStore()).start()) {
            assertThat(service.drain(Duration.ofSeconds(1))).isTrue();
            service.answer(late);
        }
        assertThat(late.refusal()).isPresent();
    }

    @Test
    void aListenerThatFailsDisturbsNobody() {
        InMemoryMessageStore store = new InMemoryMessageStore();
        try (VoicemailService service = service(store)
                .listener(event -> {
                    throw new IllegalStateException("planted");
                })
                .start()) {
            service.answer(deposit());
        }
        assertThat(events).hasSize(1);
        assertThat(published).hasSize(1);
    }

    @Test
    void lampsStayAsTheyAreWhileTheStoreCannotCountAndCatchUpLater() throws InterruptedException {
        BlockingQueue<MessageCounts> lamp = new LinkedBlockingQueue<>();
        FailingCounts store = new FailingCounts();
        try (VoicemailService service = service(store)
                .mwi((mailbox, summary) -> lamp.add(summary.voice()))
                .start()) {
            store.failures = 1;
            service.answer(deposit());
            assertThat(lamp.poll(30, TimeUnit.SECONDS)).isEqualTo(ONE_NEW);
        }
        assertThat(lamp).isEmpty();
    }

    @Test
    void whatAProcessThatDiedHadRecordedIsToldAtTheStart() {
        Message recovered = new Message(
                new MessageId("1-00000001"),
                Folder.INBOX,
                Envelope.received(clock.instant()).build(),
                Duration.ofSeconds(2));
        ForwardingStore store = new ForwardingStore() {
            @Override
            public List<RecoveredMessage> recover() {
                return List.of(new RecoveredMessage(ALICE, recovered));
            }
        };
        service(store).start().close();
        assertThat(events).containsExactly(new VoicemailEvent.Recovered(ALICE, recovered));
        assertThat(published).hasSize(1);
    }

    @Test
    void whatOthersChangeIsShownOnceAndOnlyIfItIsNew() {
        List<Consumer<MailboxId>> told = new ArrayList<>();
        ForwardingStore store = new ForwardingStore() {
            @Override
            public ChangeFeed changes() {
                return changed -> {
                    told.add(changed);
                    return () -> told.remove(changed);
                };
            }
        };
        try (VoicemailService service = service(store).start()) {
            told.forEach(feed -> feed.accept(ALICE));
            told.forEach(feed -> feed.accept(ALICE));
            assertThat(published).hasSize(1);
            service.answer(deposit());
            told.forEach(feed -> feed.accept(ALICE));
            assertThat(published).hasSize(2);
            service.refresh(ALICE);
            assertThat(published).hasSize(3);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aServiceWithoutStoreOrMailboxesDoesNotStart() {
        assertThatThrownBy(() -> VoicemailService.builder().start()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStoreThatFailsEndsTheCallAndNotTheService() {
        ForwardingStore store = new ForwardingStore() {
            @Override
            public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                throw new StoreException("planted");
            }
        };
        ScriptedCall call = deposit();
        try (VoicemailService service = service(store).start()) {
            service.answer(call);
            assertThat(service.calls()).isZero();
        }
        assertThat(call.transcript()).contains("vm-cannot-store");
        assertThat(call.isOver()).isTrue();
    }

    private static final class FailingCounts extends ForwardingStore {
        private volatile int failures;

        @Override
        public synchronized MessageCounts counts(MailboxId mailbox) {
            if (failures > 0) {
                failures--;
                throw new StoreException("planted");
            }
            return super.counts(mailbox);
        }
    }

    /** A call that is answered when it is hung up. */
    private record WaitingCall(CountDownLatch begun, CountDownLatch hungUp) implements IncomingCall {

        @Override
        public CallInfo info() {
            return CallInfo.of("waiting", CallPurpose.deposit(ALICE)).build();
        }

        @Override
        public MediaSession accept() {
            begun.countDown();
            try {
                hungUp.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ScriptedCall gone = ScriptedCall.of(info()).hangsUp();
            return gone.accept();
        }

        @Override
        public void reject(CallRefusal refusal) {
            throw new IllegalStateException("refused: " + refusal);
        }

        @Override
        public void hangUp() {
            hungUp.countDown();
        }
    }

    private record OneSubscriber(Subscriber subscriber) implements MailboxDirectory {
        @Override
        public Optional<Subscriber> find(MailboxId id) {
            return Optional.of(subscriber).filter(one -> one.mailbox().equals(id));
        }

        @Override
        public Stream<Subscriber> list() {
            return Stream.of(subscriber);
        }
    }
}

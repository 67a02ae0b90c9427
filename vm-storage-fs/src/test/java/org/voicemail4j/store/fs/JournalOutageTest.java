package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.StoreUnderTest;

/** A journal before a store that is away, hangs, refuses a message or loses an answer. */
class JournalOutageTest implements StoreUnderTest {

    @TempDir
    Path root;

    private final LedgeredStore memory = new InMemoryMessageStore();
    private final FickleStore fickle = new FickleStore(memory);
    private final BlockingQueue<MessageId> delivered = new LinkedBlockingQueue<>();
    private final BlockingQueue<MessageId> parked = new LinkedBlockingQueue<>();
    private final List<JournaledMessageStore> opened = new ArrayList<>();
    private JournaledMessageStore store;

    @BeforeEach
    void open() {
        store = open(settings -> settings);
    }

    private JournaledMessageStore open(UnaryOperator<JournaledMessageStoreBuilder> settings) {
        JournaledMessageStore journal = settings.apply(JournaledMessageStore.builder(root, fickle.store())
                        .patience(Duration.ofMillis(200))
                        .longestPause(Duration.ofMillis(50))
                        .mostTries(3)
                        .listener(new JournalListener() {
                            @Override
                            public void delivered(MailboxId mailbox, MessageId id) {
                                delivered.add(id);
                            }

                            @Override
                            public void parked(MailboxId mailbox, MessageId id, Throwable why) {
                                parked.add(id);
                            }
                        }))
                .build();
        opened.add(journal);
        return journal;
    }

    @AfterEach
    void close() {
        fickle.comesBack();
        opened.forEach(JournaledMessageStore::close);
    }

    @Override
    public MessageStore store() {
        return store;
    }

    private Message leave(String callId) {
        return leave(ALICE, Envelope.received(RECEIVED).callId(callId).build(), Duration.ofSeconds(2));
    }

    private static MessageId next(BlockingQueue<MessageId> told) throws InterruptedException {
        MessageId id = told.poll(60, TimeUnit.SECONDS);
        assertThat(id).as("told within a minute").isNotNull();
        return id;
    }

    private List<MessageId> inMemory(Folder folder) {
        return memory.list(ALICE, folder).stream().map(Message::id).toList();
    }

    @Test
    void whatIsLeftWhileTheStoreIsAwayIsDeliveredInOrderWhenItReturns() throws Exception {
        BlockingQueue<MailboxId> changed = new LinkedBlockingQueue<>();
        store.changes().listen(changed::add);
        fickle.goesDown();
        List<MessageId> left = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            left.add(leave("call " + i).id());
        }
        try (GreetingRecording greeting = store.beginGreeting(ALICE, GreetingKind.BUSY)) {
            record(greeting, Duration.ofSeconds(1), 7);
            greeting.commit();
        }
        assertThat(store.pending().messages()).isEqualTo(10);
        assertThat(store.pending().greetings()).isEqualTo(1);
        assertThat(store.pending().trouble().orElseThrow()).contains("connection refused");
        assertThat(changed).isEmpty();
        fickle.comesBack();
        for (MessageId id : left) {
            assertThat(next(delivered)).isEqualTo(id);
        }
        next(delivered);
        assertThat(inMemory(Folder.INBOX)).isEqualTo(left);
        assertThat(memory.greeting(ALICE, GreetingKind.BUSY)).isPresent();
        assertThat(changed).hasSizeGreaterThanOrEqualTo(10).containsOnly(ALICE);
        assertThat(store.pending().isEmpty()).isTrue();
        assertThat(store.pending().octets()).isZero();
        assertThat(root.resolve("default/1000/tmp")).isEmptyDirectory();
    }

    @Test
    void whileTheStoreIsAwayNothingIsGuessedAndWhatWaitsIsHeard() {
        Message before = leave("before");
        assertThat(store.counts(ALICE)).isEqualTo(new MessageCounts(1, 0, 0, 0));
        fickle.goesDown();
        Message message = leave("meanwhile");
        assertThat(store.find(ALICE, message.id())).contains(message);
        assertThat(heard(ALICE, message.id())).hasSize(32000);
        assertThat(message.envelope().callId()).isEqualTo("meanwhile");
        try (GreetingRecording greeting = store.beginGreeting(ALICE, GreetingKind.NAME)) {
            byte[] said = record(greeting, Duration.ofSeconds(1), 7);
            greeting.commit();
            assertSounds(store.greeting(ALICE, GreetingKind.NAME).orElseThrow(), said);
            assertThat(store.hasFormerGreeting(ALICE, GreetingKind.NAME)).isFalse();
        }
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable question :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> store.list(ALICE, Folder.INBOX),
                        () -> store.counts(ALICE),
                        () -> store.find(ALICE, before.id()),
                        () -> store.delete(ALICE, before.id()),
                        () -> store.delete(ALICE, message.id()),
                        () -> store.greeting(ALICE, GreetingKind.BUSY),
                        () -> store.deleteGreeting(ALICE, GreetingKind.NAME))) {
            assertThatThrownBy(question).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void aStoreThatHangsKeepsNoCallerWaiting() throws Exception {
        fickle.hangs();
        assertThat(store.hasFormerGreeting(ALICE, GreetingKind.BUSY)).isFalse();
        MessageId first = leave("first").id();
        MessageId second = leave("second").id();
        assertThat(store.pending().messages()).isEqualTo(2);
        assertThatThrownBy(() -> store.greeting(ALICE, GreetingKind.BUSY)).isInstanceOf(StoreException.class);
        fickle.comesBack();
        assertThat(List.of(next(delivered), next(delivered))).containsExactly(first, second);
        assertThat(inMemory(Folder.INBOX)).containsExactly(first, second);
    }

    @Test
    void whereMailboxesAreApartOneThatCannotBeReachedKeepsNoOtherWaiting() throws Exception {
        store.close();
        JournaledMessageStore apart = open(settings -> settings.mailboxesApart().longestPause(Duration.ofDays(1)));
        fickle.loses(ALICE);
        MessageId waiting = leave(apart, ALICE);
        assertThatThrownBy(() -> apart.greeting(ALICE, GreetingKind.BUSY)).isInstanceOf(StoreException.class);

        assertThat(apart.greeting(BOB, GreetingKind.BUSY)).isEmpty();
        MessageId other = leave(apart, BOB);

        assertThat(next(delivered)).isEqualTo(other);
        assertThat(apart.pending().messages()).isEqualTo(1);
        assertThat(apart.find(ALICE, waiting)).isPresent();
    }

    /** Each would take one more deliverer, which waits for the one before it. */
    @Test
    void severalMessagesOfOneMailboxThatHangsHoldOneDeliverer() throws Exception {
        store.close();
        JournaledMessageStore apart =
                open(settings -> settings.mailboxesApart().deliverers(2).patience(Duration.ofMillis(20)));
        fickle.hangsFor(List.of(ALICE));
        for (int i = 0; i < 5; i++) {
            leave(apart, ALICE);
        }
        MessageId other = leave(apart, BOB);
        assertThat(next(delivered)).isEqualTo(other);
        fickle.comesBack();
        for (int i = 0; i < 5; i++) {
            next(delivered);
        }
        assertThat(memory.list(ALICE, Folder.INBOX)).hasSize(5);
    }

    @Test
    void mailboxesThatDidNotAnswerTheLastTimeHoldHalfOfTheDeliverersAndNoMore() throws Exception {
        store.close();
        JournaledMessageStore apart =
                open(settings -> settings.mailboxesApart().deliverers(4).patience(Duration.ofMillis(20)));
        List<MailboxId> silent = IntStream.range(2000, 2006)
                .mapToObj(number -> MailboxId.parse(number + "@default"))
                .toList();
        fickle.goesDown();
        silent.forEach(mailbox -> leave(apart, mailbox));
        while (fickle.calls().stream().filter("beginDelivery"::equals).count() < 5L * silent.size()) {
            Thread.onSpinWait(); // until each has failed
        }
        fickle.hangsFor(silent);
        fickle.goesUp();
        for (int number = 3000; number < 3020; number++) { // while the silent ones get their turns
            MessageId other = leave(apart, MailboxId.parse(number + "@default"));
            assertThat(next(delivered)).isEqualTo(other);
        }
        fickle.comesBack();
        for (int i = 0; i < silent.size(); i++) {
            next(delivered);
        }
    }

    private MessageId leave(JournaledMessageStore journal, MailboxId mailbox) {
        Envelope envelope = Envelope.received(RECEIVED).build();
        DepositStart start = journal.beginDeposit(mailbox, envelope, new DepositTerms(10, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            record(deposit, Duration.ofSeconds(2), 5);
            return deposit.commit().orElseThrow().id();
        }
    }

    @Test
    void aMailboxThatTheStoreHasNoPlaceForGetsNoMessageThatWouldWaitForEver() {
        fickle.doesNotTake(ALICE);

        assertThatThrownBy(() -> leave(store, ALICE))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no place");

        assertThat(store.pending().isEmpty()).isTrue();
        assertThat(leave(store, BOB)).isNotNull();
    }

    @Test
    void aMessageWhoseAnswerIsLostIsThereOnceThoughItsOwnerDeletesItBeforeTheNextTry() throws Exception {
        fickle.losesTheNextAnswer();
        MessageId first = leave("first").id();
        next(delivered);
        assertThat(inMemory(Folder.INBOX)).containsExactly(first);
        fickle.losesTheNextAnswer();
        fickle.hangs();
        MessageId second = leave("second").id();
        assertThat(store.pending().messages()).isEqualTo(1);
        fickle.comesBack();
        assertThat(next(delivered)).isEqualTo(second);
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(first, second);
        assertThat(store.counts(ALICE).newMessages()).isEqualTo(2);
    }

    @Test
    void aMessageThatTheStoreNeverTakesIsParkedAndTheOthersGoOn() throws Exception {
        fickle.refuses("poison");
        MessageId poison = leave("poison").id();
        MessageId good = leave("good").id();
        assertThat(next(parked)).isEqualTo(poison);
        assertThat(next(delivered)).isEqualTo(good);
        assertThat(inMemory(Folder.INBOX)).containsExactly(good);
        assertThat(store.pending().parked()).isEqualTo(1);
        assertThat(store.pending().messages()).isZero();
        store.close();
        JournaledMessageStore later = open(settings -> settings);
        assertThat(later.recover()).isEmpty();
        assertThat(later.pending().parked()).isEqualTo(1);
        fickle.refuses("nothing");
        assertThat(later.retryParked()).isEqualTo(1);
        assertThat(next(delivered)).isEqualTo(poison);
        assertThat(inMemory(Folder.INBOX)).containsExactly(good, poison);
        assertThat(later.pending().parked()).isZero();
    }

    @Test
    void aStoreThatTakesNothingParksNothing() throws Exception {
        fickle.refuses("poison");
        MessageId poison = leave("poison").id();
        while (fickle.calls().stream().filter("commit"::equals).count() < 8) {
            Thread.onSpinWait();
        }
        assertThat(parked).isEmpty();
        fickle.refuses("nothing");
        assertThat(next(delivered)).isEqualTo(poison);
    }

    @Test
    void aJournalWithoutRoomRefusesBeforeRecordingStarts() {
        JournaledMessageStore small = open(settings -> settings.budget(2_000_000));
        fickle.goesDown();
        DepositStart first = small.beginDeposit(ALICE, envelope(), ROOMY);
        DepositStart second = small.beginDeposit(ALICE, envelope(), ROOMY);
        DepositStart third = small.beginDeposit(ALICE, envelope(), ROOMY);
        assertThat(third).isEqualTo(new DepositStart.Refused(DepositStart.Reason.NO_SPACE));
        ((DepositStart.Opened) first).deposit().close();
        assertThat(small.beginDeposit(ALICE, envelope(), ROOMY)).isInstanceOf(DepositStart.Opened.class);
        assertThatThrownBy(() -> small.beginGreeting(ALICE, GreetingKind.NAME))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("1000@default");
        ((DepositStart.Opened) second).deposit().close();
    }

    /** The account of Alice has a limit of octets, say. */
    @Test
    void whereTheStoreHasNoRoomAMessageIsRefusedBeforeTheGreetingUnlessNobodyKnows() {
        DepositStart full = new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
        JournaledMessageStore limited = open(settings -> settings.room(mailbox -> !mailbox.equals(ALICE)));
        assertThat(limited.beginDeposit(ALICE, envelope(), ROOMY)).isEqualTo(full);
        assertThat(limited.pending().octets()).isZero();
        ((DepositStart.Opened) limited.beginDeposit(BOB, envelope(), ROOMY))
                .deposit()
                .close();
        JournaledMessageStore unsure = open(settings -> settings.room(mailbox -> {
            throw new StoreException("cannot be asked");
        }));
        ((DepositStart.Opened) unsure.beginDeposit(ALICE, envelope(), ROOMY))
                .deposit()
                .close();
        fickle.goesDown();
        ((DepositStart.Opened) limited.beginDeposit(ALICE, envelope(), ROOMY))
                .deposit()
                .close();
    }

    @Test
    void theQuotaHoldsByWhatIsKnownOfTheStoreAndWhatWaits() {
        DepositTerms three = new DepositTerms(3, Duration.ZERO);
        leave("before");
        assertThat(store.counts(ALICE).newMessages()).isEqualTo(1);
        Deposit known = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope(), three)).deposit();
        fickle.goesDown();
        leave("meanwhile");
        assertThat(store.beginDeposit(ALICE, envelope(), three))
                .isEqualTo(new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL));
        known.close();
        assertThat(store.beginDeposit(ALICE, envelope(), three)).isInstanceOf(DepositStart.Opened.class);
    }

    @Test
    void whatWaitsIsTakenUpByTheNextProcessOnceTheStoreHasRecovered() throws Exception {
        fickle.goesDown();
        JournaledMessageStore dead = open(settings -> settings.process("1-1"));
        store = dead;
        MessageId first = leave("first").id();
        MessageId second = leave("second").id();
        Deposit spoken = ((DepositStart.Opened) dead.beginDeposit(ALICE, envelope(), ROOMY)).deposit();
        spoken.recordingBegins();
        byte[] said = record(spoken, Duration.ofSeconds(3), 5);
        JournaledMessageStore next = open(settings -> settings.process("2-2"));
        assertThat(next.recover()).isEmpty(); // its owner lives
        dead.close();
        MessageId third = next.recover().get(0).message().id();
        assertThat(next.pending().messages()).isEqualTo(3);
        fickle.calls().clear();
        fickle.comesBack();
        assertThat(List.of(next(delivered), next(delivered), next(delivered))).containsExactly(first, second, third);
        assertThat(inMemory(Folder.INBOX)).containsExactly(first, second, third);
        store = next;
        assertThat(heard(ALICE, third)).isEqualTo(said);
        assertThat(fickle.calls().indexOf("recover")).isLessThan(fickle.calls().indexOf("commit"));
        assertThat(next.recover()).isEmpty();
    }

    @Test
    void whatNoLedgerCanRememberIsParked() throws Exception {
        fickle.goesDown();
        MessageId old = leave("old").id();
        store.close();
        fickle.comesBack();
        Clock later = Clock.offset(Clock.systemUTC(), LedgeredStore.LEDGER_MEMORY.plusDays(1));
        JournaledMessageStore next = open(settings -> settings.clock(later));
        assertThat(next.recover()).isEmpty();
        assertThat(next(parked)).isEqualTo(old);
        assertThat(inMemory(Folder.INBOX)).isEmpty();
        next.retryParked();
        assertThat(next(delivered)).isEqualTo(old);
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.call.RetrievalOptions;
import org.voicemail4j.flow.CallFlows;
import org.voicemail4j.flow.CallerGuard;
import org.voicemail4j.flow.FlowContext;
import org.voicemail4j.flow.FlowEvents;
import org.voicemail4j.flow.HostDialogues;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.PinPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.RedirectReason;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.StoredMailbox;
import org.voicemail4j.service.VoicemailConfig;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.Recording;
import org.voicemail4j.store.StoreException;

/** Real flows over stores in memory, for a subscriber or two; mailbox 1000 has the PIN 1234. */
final class FlowFixture {

    static final MailboxId BOX = MailboxId.parse("1000");
    static final Party CALLER = Party.of("Caller One", "5551234");

    final ManualClock clock = ManualClock.at("2026-11-22T18:50:20Z");
    final InMemoryMessageStore messages = new InMemoryMessageStore(List.of(AudioFormat.WAV), new SplittableRandom(7));
    final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    final PersonalLists lists;
    final GreetingDates dates;
    final Map<MailboxId, List<MailboxId>> everybodys = new ConcurrentHashMap<>();
    final List<String> events = new ArrayList<>();
    final Map<String, MailboxFinder> directories = new ConcurrentHashMap<>();
    /** Mailboxes of which the directory cannot say anything. */
    final Set<MailboxId> unreadable = ConcurrentHashMap.newKeySet();

    Function<String, Optional<AudioContent>> callerNames = number -> Optional.empty();
    private final CallerGuard guard =
            new CallerGuard(clock, VoicemailConfig.DEFAULT.lockAfter(), VoicemailConfig.DEFAULT.lockFor());
    /** How it goes in a context while nobody has said whose mailbox is meant. */
    final Map<String, MailboxPolicy> contexts = new ConcurrentHashMap<>();

    private final Map<MailboxId, Subscriber> subscribers = new ConcurrentHashMap<>();
    private final MailboxFinder finder;
    private final CallFlows flows;
    private final HostDialogues dialogues;

    FlowFixture() {
        this(UnaryOperator.identity());
    }

    /** With lists of recipients that owners make. */
    FlowFixture(PersonalLists lists) {
        this(lists, GreetingDates.NONE);
    }

    /** With dates of greetings, too. */
    FlowFixture(PersonalLists lists, GreetingDates dates) {
        this(UnaryOperator.identity(), lists, dates);
    }

    /** With something around the store, such as a fault. */
    FlowFixture(UnaryOperator<MessageStore> around) {
        this(around, PersonalLists.NONE, GreetingDates.NONE);
    }

    /** With both. */
    FlowFixture(UnaryOperator<MessageStore> around, PersonalLists lists) {
        this(around, lists, GreetingDates.NONE);
    }

    private FlowFixture(UnaryOperator<MessageStore> around, PersonalLists lists, GreetingDates dates) {
        this.lists = lists;
        this.dates = dates;
        MessageStore store = around.apply(messages);
        this.finder = StoredMailbox.finder(
                new Directory(),
                credentials,
                store,
                VoicemailConfig.DEFAULT,
                clock,
                new SplittableRandom(8),
                PinPolicy.ANY,
                dates);
        FlowContext context = new FlowContext(
                finder,
                store,
                AudioTranscoder.COPYING,
                clock,
                new Log(),
                guard,
                lists,
                list -> Optional.ofNullable(everybodys.get(list)),
                number -> callerNames.apply(number),
                dates,
                file -> Optional.ofNullable(directories.get(file)).orElse(FlowContext.NOBODY));
        this.flows = new CallFlows(context);
        this.dialogues = new HostDialogues(context);
        subscribe("1000", policy -> policy);
    }

    FlowFixture policy(UnaryOperator<MailboxPolicy.Builder> changes) {
        subscribe("1000", changes);
        return this;
    }

    void subscribe(String number, UnaryOperator<MailboxPolicy.Builder> changes) {
        MailboxPolicy policy = changes.apply(MailboxPolicy.DEFAULT.toBuilder()).build();
        subscribe(Subscriber.of(MailboxId.parse(number)).pin(Pin.clear("1234")).policy(policy));
    }

    /** An owner who has never called: the PIN is the mailbox number. */
    void subscribeNew(UnaryOperator<MailboxPolicy.Builder> changes) {
        MailboxPolicy policy = changes.apply(MailboxPolicy.DEFAULT.toBuilder()).build();
        subscribe(Subscriber.of(BOX).pin(Pin.clear("1000")).policy(policy));
    }

    void subscribe(Subscriber.Builder subscriber) {
        Subscriber built = subscriber.build();
        subscribers.put(built.mailbox(), built);
    }

    /** Another number of a mailbox that was subscribed. */
    void alias(String number, String of) {
        subscribers.put(MailboxId.parse(number), subscribers.get(MailboxId.parse(of)));
    }

    ScriptedCall caller(RedirectReason reason) {
        return ScriptedCall.of(CallInfo.of("call-1", CallPurpose.deposit(BOX))
                        .caller(CALLER)
                        .reason(reason)
                        .build())
                .on(clock);
    }

    ScriptedCall caller() {
        return caller(RedirectReason.NO_ANSWER);
    }

    ScriptedCall owner() {
        return ScriptedCall.of(CallInfo.of("call-2", CallPurpose.retrieval())
                        .caller(Party.ofNumber("1000"))
                        .build())
                .on(clock);
    }

    CallOutcome deposit(ScriptedCall call) {
        return flows.deposit(call, call.info(), finder.find(BOX).orElseThrow());
    }

    Optional<MailboxId> authenticate(ScriptedCall call) {
        return dialogues.authenticate(call.accept(), call.info(), Optional.empty());
    }

    Optional<PlayEnd> playMessage(ScriptedCall call, MessageId id) {
        return dialogues.playMessage(call.accept(), BOX, id);
    }

    Optional<PlayEnd> sayName(ScriptedCall call) {
        return dialogues.sayName(call.accept(), BOX);
    }

    /** A caller who is asked for the mailbox. */
    CallOutcome depositAnywhere(ScriptedCall call) {
        CallPurpose.DepositAnywhere purpose =
                (CallPurpose.DepositAnywhere) call.info().purpose();
        return flows.depositAnywhere(call, call.info(), purpose.options());
    }

    /** Somebody who looks for a name. */
    CallOutcome directory(ScriptedCall call, DirectoryOptions options) {
        return flows.directory(call, call.info(), options);
    }

    /** The owner's own line: the mailbox is known. */
    CallOutcome retrieve(ScriptedCall call) {
        return flows.retrieval(call, call.info(), Optional.of(BOX));
    }

    /** The owner's own line, and a visit with options. */
    CallOutcome retrieve(ScriptedCall call, RetrievalOptions options) {
        return flows.retrieval(call, call.info(), new CallPurpose.Retrieval(Optional.of(BOX), options));
    }

    /** Any line, and a visit with options. */
    CallOutcome retrieveAny(ScriptedCall call, RetrievalOptions options) {
        return flows.retrieval(call, call.info(), new CallPurpose.Retrieval(Optional.empty(), options));
    }

    /** Any line: the mailbox is asked for. */
    CallOutcome retrieveAny(ScriptedCall call) {
        return flows.retrieval(call, call.info(), Optional.empty());
    }

    /** Puts a message of 2.8 s into INBOX, as of now. */
    Message leave(Urgency urgency) {
        return leave(urgency, CALLER);
    }

    Message leave(Urgency urgency, Party caller) {
        return leave(BOX, urgency, caller);
    }

    /** Puts a message into somebody else's INBOX. */
    Message leaveFor(String number) {
        return leave(MailboxId.parse(number), Urgency.NORMAL, CALLER);
    }

    private Message leave(MailboxId box, Urgency urgency, Party caller) {
        Envelope envelope = Envelope.received(clock.instant())
                .caller(caller)
                .urgency(urgency)
                .build();
        DepositStart start = messages.beginDeposit(box, envelope, new DepositTerms(1000, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            append(Sounds.tone(600, Duration.ofMillis(2800)), deposit);
            return deposit.commit().orElseThrow();
        }
    }

    Message leave() {
        return leave(Urgency.NORMAL);
    }

    Message leaveIn(Folder folder) {
        Message message = leave();
        messages.move(BOX, message.id(), folder, 1000);
        return message;
    }

    void greet(GreetingKind kind, Duration length) {
        greetAs(BOX.number(), kind, length);
    }

    void greetAs(String number, GreetingKind kind, Duration length) {
        try (GreetingRecording greeting = messages.beginGreeting(MailboxId.parse(number), kind)) {
            append(Sounds.tone(700, length), greeting);
            greeting.commit();
        }
    }

    private static void append(AudioContent sound, Recording recording) {
        recording.renditions().get(0).append(ByteBuffer.wrap(Sounds.octets(sound)));
    }

    /** What lies in somebody else's INBOX. */
    List<Message> inboxOf(String number) {
        return messages.list(MailboxId.parse(number), Folder.INBOX);
    }

    List<Message> list(Folder folder) {
        return messages.list(BOX, folder);
    }

    /** The call is over, and nothing of it is left half done. */
    void assertEnded(ScriptedCall call) {
        assertThat(call.isOver()).as("the call is over").isTrue();
        assertNothingHalfStored();
    }

    /** A store in which nothing is left open: a reservation that was never released would keep one place. */
    void assertNothingHalfStored() {
        assertNothingHalfStored(BOX.number());
    }

    void assertNothingHalfStored(String number) {
        int stored = inboxOf(number).size();
        DepositStart start = messages.beginDeposit(
                MailboxId.parse(number),
                Envelope.received(Instant.EPOCH).build(),
                new DepositTerms(stored + 1, Duration.ZERO));
        assertThat(start)
                .as("a place is left when one more than is there may be there")
                .isInstanceOf(DepositStart.Opened.class);
        ((DepositStart.Opened) start).deposit().close();
    }

    private final class Directory implements MailboxDirectory {

        @Override
        public Optional<Subscriber> find(MailboxId id) {
            if (unreadable.contains(id)) {
                throw new StoreException("planted: no answer");
            }
            return Optional.ofNullable(subscribers.get(id));
        }

        @Override
        public Stream<Subscriber> list() {
            return subscribers.values().stream();
        }

        @Override
        public Optional<MailboxPolicy> policy(String context) {
            return Optional.ofNullable(contexts.get(context));
        }
    }

    private final class Log implements FlowEvents {

        @Override
        public void countsChanged(MailboxId mailbox) {
            events.add("counts changed");
        }

        @Override
        public void deposited(MailboxId mailbox, Message message) {
            events.add("deposited");
        }

        @Override
        public void forwarded(MailboxId mailbox, Message message, MailboxId from) {
            events.add("forwarded to " + mailbox.number());
        }

        @Override
        public void depositFailed(MailboxId mailbox) {
            events.add("deposit failed " + mailbox.number());
        }

        @Override
        public void recordingCutShort(MailboxId mailbox, Duration kept) {
            events.add("cut short, kept " + kept);
        }

        @Override
        public void loggedIn(MailboxId mailbox) {
            events.add("logged in " + mailbox.number());
        }

        @Override
        public void loginFailed(MailboxId mailbox) {
            events.add("login failed " + mailbox.number());
        }

        @Override
        public void loginLocked(MailboxId mailbox) {
            events.add("login locked " + mailbox.number());
        }

        @Override
        public void heard(MailboxId mailbox, Message message) {
            events.add("heard");
        }

        @Override
        public void moved(MailboxId mailbox, Message message, Folder to) {
            events.add("moved to " + to);
        }

        @Override
        public void deleted(MailboxId mailbox, Message message) {
            events.add("deleted");
        }

        @Override
        public void greetingChanged(MailboxId mailbox, GreetingKind kind) {
            events.add("greeting " + kind);
        }

        @Override
        public void calledOut(MailboxId mailbox, String number) {
            events.add("called out " + number);
        }

        @Override
        public void pinChanged(MailboxId mailbox) {
            events.add("pin changed");
        }
    }
}

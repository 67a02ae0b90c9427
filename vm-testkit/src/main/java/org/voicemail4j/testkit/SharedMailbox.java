package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.MessageStore;

/** One order of the steps of two owners and five callers, and what must be true in the end. */
final class SharedMailbox {

    static final int OWNERS = 2;
    static final int CALLERS = 5;
    static final int PEOPLE = OWNERS + CALLERS;
    private static final String[] COMMANDS = {"1", "4", "5", "6", "7", "7", "92", "91", "21", "20", "0*", "*"};
    private static final Duration A_WHILE = Duration.ofSeconds(25);

    private final MessageStore store;
    private final long seed;
    private final SplittableRandom random;
    private final MailboxId mailbox;
    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final Map<MessageId, Integer> left = new HashMap<>();
    private final Set<MessageId> deleted = new HashSet<>();
    private final Map<MessageId, Folder> moved = new HashMap<>();
    private MessageCounts lamp = MessageCounts.NONE;

    SharedMailbox(MessageStore store, long seed) {
        this.store = store;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.mailbox = new MailboxId("seed" + seed, "1000");
    }

    void run(ExecutorService pool) throws InterruptedException, ExecutionException {
        Interleaving interleaving = new Interleaving(seed);
        try (VoicemailService service = service(InterleavedStore.of(store, interleaving))) {
            leave(service, 1);
            leave(service, 2);
            List<Runnable> people = new ArrayList<>();
            for (int caller = 3; caller < 3 + CALLERS; caller++) {
                int number = caller;
                people.add(() -> leave(service, number));
            }
            for (int owner = 0; owner < OWNERS; owner++) {
                ScriptedCall call = listening();
                people.add(() -> service.answer(call));
            }
            interleaving.run(pool, people);
        }
        check();
    }

    private VoicemailService service(MessageStore interleaved) {
        MailboxPolicy policy = MailboxPolicy.DEFAULT.toBuilder()
                .keptDeleted(random.nextInt(2) * 3)
                .maxMessages(6 + random.nextInt(5))
                .nextAfterCommand(random.nextBoolean())
                .build();
        Subscriber owner =
                Subscriber.of(mailbox).pin(Pin.clear("4711")).policy(policy).build();
        return VoicemailService.builder()
                .store(interleaved)
                .directory(new InMemoryMailboxDirectory(List.of(owner)))
                .credentials(new InMemoryCredentialStore())
                .mwi((box, summary) -> {
                    if (box.equals(mailbox)) { // a feed tells of the mailboxes of other seeds, too
                        lamp = summary.voice();
                    }
                })
                .listener(this::note)
                .clock(clock)
                .executor(Runnable::run)
                .start();
    }

    /** Caller n speaks for n seconds; each third one's message is urgent. */
    private void leave(VoicemailService service, int number) {
        Urgency urgency = number % 3 == 0 ? Urgency.URGENT : Urgency.NORMAL;
        DepositOptions options =
                DepositOptions.USUAL.toBuilder().urgency(urgency).build();
        CallPurpose purpose = new CallPurpose.Deposit(mailbox).with(options);
        ScriptedCall call = ScriptedCall.of(CallInfo.of("call-" + number, purpose)
                        .caller(Party.ofNumber("555" + number))
                        .build())
                .on(clock)
                .speaks(Duration.ofSeconds(number))
                .hangsUp();
        service.answer(call);
        call.outcome()
                .filter(CallOutcome.Deposited.class::isInstance)
                .map(CallOutcome.Deposited.class::cast)
                .ifPresent(deposited -> left.put(deposited.message().id(), number));
    }

    /** Keys at random, as somebody who knows the menus might press them. */
    private ScriptedCall listening() {
        CallInfo info = CallInfo.of("owner", CallPurpose.retrieval(mailbox)).build();
        ScriptedCall call = ScriptedCall.of(info)
                .on(clock)
                .hears("vm-password")
                .presses("4711#")
                .presses("1");
        for (int i = 3 + random.nextInt(8); i > 0; i--) {
            call.waits(A_WHILE).presses(COMMANDS[random.nextInt(COMMANDS.length)]);
        }
        return random.nextBoolean() ? call.waits(A_WHILE).presses("#") : call.hangsUp();
    }

    private void note(VoicemailEvent event) {
        if (event instanceof VoicemailEvent.Deleted gone) {
            assertThat(deleted.add(gone.message().id()))
                    .as("seed %d: %s is deleted once", seed, gone.message().id())
                    .isTrue();
        } else if (event instanceof VoicemailEvent.Moved move) {
            moved.put(move.message().id(), move.to());
        }
    }

    private void check() {
        List<Message> present = Stream.of(Folder.values())
                .filter(folder -> folder != Folder.DELETED)
                .flatMap(folder -> store.list(mailbox, folder).stream())
                .toList();
        Set<MessageId> expected = new HashSet<>(left.keySet());
        expected.removeAll(deleted);
        assertThat(present)
                .as("seed %d: what was left and not deleted", seed)
                .extracting(Message::id)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(store.list(mailbox, Folder.DELETED))
                .as("seed %d: what was deleted and is kept", seed)
                .extracting(Message::id)
                .isSubsetOf(deleted);
        present.forEach(this::checkLabel);
        checkCounts(present);
    }

    private void checkLabel(Message message) {
        int number = left.getOrDefault(message.id(), 0);
        assertThat(message.envelope().caller().number())
                .as("seed %d: who left %s", seed, message.id())
                .contains("555" + number);
        assertThat(store.open(mailbox, message.id()).orElseThrow().length())
                .as("seed %d: how long %s sounds", seed, message.id())
                .isEqualTo(Duration.ofSeconds(number));
        assertThat(message.isUrgent())
                .as("seed %d: %s urgent", seed, message.id())
                .isEqualTo(number % 3 == 0);
        assertThat(message.folder())
                .as("seed %d: where %s was put last", seed, message.id())
                .isEqualTo(moved.getOrDefault(message.id(), Folder.INBOX));
    }

    private void checkCounts(List<Message> present) {
        MessageCounts counts = store.counts(mailbox);
        assertThat(counts)
                .as("seed %d: counts", seed)
                .isEqualTo(new MessageCounts(
                        count(present, Folder.INBOX, false),
                        count(present, Folder.INBOX, true),
                        count(present, Folder.OLD, false),
                        count(present, Folder.OLD, true)));
        assertThat(lamp).as("seed %d: the lamp", seed).isEqualTo(counts);
    }

    private static int count(List<Message> messages, Folder folder, boolean urgentOnly) {
        return (int) messages.stream()
                .filter(message -> message.folder() == folder && (message.isUrgent() || !urgentOnly))
                .count();
    }
}

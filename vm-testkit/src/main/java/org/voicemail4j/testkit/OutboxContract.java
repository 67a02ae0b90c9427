package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;

/** How a store keeps what must be sent because of its messages. For every store that has an {@link Outbox}. */
public interface OutboxContract extends StoreUnderTest {

    /** What the store under test is told to dispatch: a mail for every message, a page for urgent ones. */
    DispatchRule RULE = OutboxContract::dispatches;

    /** Text that a store must give back as it is. */
    String AWKWARD = "a\r\nBcc: x@y\n\t;[section]\n=> ${PATH} \\ ' \" \uD83D\uDE00 \u202E\u05D0 \u0001 ende ";

    /** For how long the tests claim. */
    Duration CLAIM = Duration.ofMinutes(2);

    /** The clock of the store under test. */
    ManualClock clock();

    private static List<Dispatch> dispatches(MailboxId mailbox, Message message) {
        Dispatch mail = new Dispatch("mail", mailbox + " " + message.envelope().caller());
        return message.isUrgent() ? List.of(mail, new Dispatch("page", AWKWARD)) : List.of(mail);
    }

    /** The outbox under test. */
    default Outbox outbox() {
        return store().outbox().orElseThrow();
    }

    /** Claims one entry that must be due. */
    default OutboxEntry claimOne() {
        List<OutboxEntry> claimed = outbox().claim(1, CLAIM);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    @Test
    default void whatMustBeSentIsThereWithTheMessage() {
        Message plain = leave(ALICE);
        Message urgent = leaveUrgent(BOB);
        List<OutboxEntry> entries = outbox().list(10);
        assertThat(entries.stream().map(OutboxEntry::message))
                .containsExactlyInAnyOrder(plain.id(), urgent.id(), urgent.id());
        assertThat(entries)
                .filteredOn(entry -> entry.mailbox().equals(ALICE))
                .extracting(OutboxEntry::dispatch)
                .containsExactlyElementsOf(RULE.of(ALICE, plain));
        assertThat(entries)
                .filteredOn(entry -> entry.mailbox().equals(BOB))
                .extracting(OutboxEntry::dispatch)
                .containsExactlyInAnyOrderElementsOf(RULE.of(BOB, urgent));
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.state()).isEqualTo(State.WAITING);
            assertThat(entry.attempts()).isZero();
            assertThat(entry.due()).isEqualTo(entry.created()).isEqualTo(clock().instant());
            assertThat(entry.reason()).isEmpty();
        });
        assertThat(entries.stream().map(OutboxEntry::id).distinct()).hasSize(3);
    }

    @Test
    default void whatIsNotCommittedSendsNothing() {
        try (Deposit abandoned = begin(ALICE, envelope())) {
            abandoned.recordingBegins();
            record(abandoned, Duration.ofSeconds(1), 1);
        }
        try (Deposit silent = begin(ALICE, envelope())) {
            silent.recordingBegins();
            assertThat(silent.commit()).isEmpty();
        }
        assertThat(outbox().list(10)).isEmpty();
    }

    @Test
    default void aCopyInAnotherMailboxIsSentFromThere() {
        Message original = leave(ALICE);
        outbox().sent(claimOne());
        assertThat(store().copy(ALICE, original.id(), BOB, Folder.INBOX, 100)).isEqualTo(MoveResult.DONE);
        MessageId first = ids(BOB, Folder.INBOX).get(0);
        OutboxEntry entry = claimOne();
        assertThat(entry.mailbox()).isEqualTo(BOB);
        assertThat(entry.message()).isEqualTo(first);
        outbox().sent(entry);
        assertThat(store().copy(ALICE, original.id(), BOB, Folder.INBOX, 100)).isEqualTo(MoveResult.DONE);
        assertThat(claimOne().message()).isNotEqualTo(first).isIn(ids(BOB, Folder.INBOX));
    }

    @Test
    default void whatOwnersDoWithTheirMessagesSendsNothing() {
        Message message = leave(ALICE);
        outbox().sent(claimOne());
        store().move(ALICE, message.id(), Folder.OLD, 100);
        store().copy(ALICE, message.id(), ALICE, Folder.FRIENDS, 100);
        store().copy(ALICE, message.id(), BOB, Folder.INBOX, 0);
        store().change(
                        ALICE,
                        message.id(),
                        envelope -> envelope.toBuilder()
                                .urgency(org.voicemail4j.message.Urgency.URGENT)
                                .build());
        store().delete(ALICE, message.id());
        assertThat(outbox().list(10)).isEmpty();
    }

    @Test
    default void aDeletedMessageIsStillToBeSent() {
        Message message = leave(ALICE);
        store().delete(ALICE, message.id());
        assertThat(claimOne().message()).isEqualTo(message.id());
    }

    @Test
    default void whatIsClaimedIsNobodyElsesUntilTheClaimEnds() {
        leave(ALICE);
        OutboxEntry claimed = claimOne();
        assertThat(claimed.attempts()).isEqualTo(1);
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        clock().advance(CLAIM.minusMillis(1));
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        clock().advance(Duration.ofMillis(1));
        OutboxEntry again = claimOne();
        assertThat(again.id()).isEqualTo(claimed.id());
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.dispatch()).isEqualTo(claimed.dispatch());
        assertThat(again.created()).isEqualTo(claimed.created());
    }

    @Test
    default void whatWasSentIsGone() {
        leave(ALICE);
        OutboxEntry claimed = claimOne();
        outbox().sent(claimed);
        outbox().sent(claimed);
        clock().advance(CLAIM.multipliedBy(2));
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        assertThat(outbox().list(10)).isEmpty();
    }

    @Test
    default void whatIsPostponedComesBackWhenItIsDueWithItsNote() {
        leave(ALICE);
        OutboxEntry claimed = claimOne();
        Instant due = clock().instant().plus(Duration.ofMinutes(30));
        outbox().postpone(claimed, AWKWARD, due, "421 too\r\nbusy");
        clock().advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        clock().advance(Duration.ofMillis(1));
        OutboxEntry again = claimOne();
        assertThat(again.id()).isEqualTo(claimed.id());
        assertThat(again.dispatch()).isEqualTo(new Dispatch("mail", AWKWARD));
        assertThat(again.reason()).isEqualTo("421 too busy");
        assertThat(again.attempts()).isEqualTo(2);
    }

    @Test
    default void whoseClaimHasEndedDecidesNothingButThatItWasSent() {
        leave(ALICE);
        OutboxEntry slow = claimOne();
        clock().advance(CLAIM);
        OutboxEntry quick = claimOne();
        outbox().bury(slow, "too late");
        outbox().postpone(slow, "too late", clock().instant(), "too late");
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        assertThat(outbox().list(10)).extracting(OutboxEntry::state).containsExactly(State.WAITING);
        assertThat(outbox().list(10)).extracting(OutboxEntry::dispatch).containsExactly(quick.dispatch());
        outbox().sent(slow);
        assertThat(outbox().list(10)).isEmpty();
        outbox().postpone(quick, "gone", clock().instant(), "gone");
        outbox().bury(quick, "gone");
        assertThat(outbox().list(10)).isEmpty();
    }

    @Test
    default void whatIsBuriedWaitsForSomebodyToReviveOrDropIt() {
        leave(ALICE);
        OutboxEntry claimed = claimOne();
        outbox().bury(claimed, "550 no such user");
        clock().advance(Duration.ofDays(1));
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        OutboxEntry dead = outbox().list(10).get(0);
        assertThat(dead.state()).isEqualTo(State.DEAD);
        assertThat(dead.reason()).isEqualTo("550 no such user");
        assertThat(dead.dispatch()).isEqualTo(claimed.dispatch());
        assertThat(outbox().retry(claimed.id())).isTrue();
        assertThat(claimOne().id()).isEqualTo(claimed.id());
        assertThat(outbox().drop(claimed.id())).isTrue();
        assertThat(outbox().drop(claimed.id())).isFalse();
        assertThat(outbox().retry(claimed.id())).isFalse();
        assertThat(outbox().list(10)).isEmpty();
    }

    @Test
    default void whatIsBuriedKeepsTheContentThatItGotLast() {
        leave(ALICE);
        OutboxEntry claimed = claimOne();
        outbox().postpone(claimed, "one has it", claimed.due(), "550 for the other");
        outbox().bury(claimed, "550 for the other");
        assertThat(outbox().list(10)).extracting(OutboxEntry::state).containsExactly(State.DEAD);
        assertThat(outbox().list(10))
                .extracting(entry -> entry.dispatch().content())
                .containsExactly("one has it");
    }

    @Test
    default void whatIsRetriedIsDueAtOnce() {
        leave(ALICE);
        OutboxEntry claimed = claimOne();
        outbox().postpone(claimed, "later", clock().instant().plus(Duration.ofHours(1)), "451");
        assertThat(outbox().retry(claimed.id())).isTrue();
        OutboxEntry again = claimOne();
        assertThat(again.id()).isEqualTo(claimed.id());
        assertThat(again.dispatch().content()).isEqualTo("later");
    }

    @Test
    default void whatIsOldestInDueIsClaimedFirstAndNoMoreThanWanted() {
        for (int i = 0; i < 5; i++) {
            leave(ALICE);
            clock().advance(Duration.ofSeconds(1));
        }
        List<MessageId> order = ids(ALICE, Folder.INBOX);
        List<OutboxEntry> first = outbox().claim(2, CLAIM);
        assertThat(first).extracting(OutboxEntry::message).containsExactlyElementsOf(order.subList(0, 2));
        assertThat(outbox().list(2)).extracting(OutboxEntry::message).containsExactlyElementsOf(order.subList(2, 4));
        assertThat(outbox().claim(10, CLAIM)).hasSize(3);
    }

    @Test
    default void whatBelongsToNoCommitIsSentToo() {
        MessageId message = new MessageId("1795551825-00000001");
        outbox().add(BOB, message, new Dispatch("hook", AWKWARD));
        OutboxEntry entry = claimOne();
        assertThat(entry.mailbox()).isEqualTo(BOB);
        assertThat(entry.message()).isEqualTo(message);
        assertThat(entry.dispatch()).isEqualTo(new Dispatch("hook", AWKWARD));
    }

    @Test
    default void theLongestContentIsKept() {
        String longest = "\u00E4\uD83D\uDE00 ".repeat(Dispatch.LONGEST_CONTENT / 4);
        outbox().add(ALICE, new MessageId("1795551825-00000001"), new Dispatch("hook", longest));
        OutboxEntry entry = claimOne();
        assertThat(entry.dispatch().content()).isEqualTo(longest);
        outbox().bury(entry, "x\uD83D\uDE00".repeat(1000));
        assertThat(outbox().list(1).get(0).reason()).hasSizeLessThanOrEqualTo(OutboxEntry.LONGEST_REASON);
    }

    @Test
    default void manySendersGetEachEntryOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            outbox().add(ALICE, new MessageId("1795551825-" + (10000000 + i)), new Dispatch("mail", "number " + i));
        }
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        ContractThreads.atOnce(4, sender -> {
            for (List<OutboxEntry> some = outbox().claim(3, CLAIM); !some.isEmpty(); some = outbox().claim(3, CLAIM)) {
                some.forEach(entry -> assertThat(claimed.add(entry.id())).isTrue());
                some.forEach(outbox()::sent);
            }
        });
        Set<String> left = outbox().list(100).stream().map(OutboxEntry::id).collect(Collectors.toSet());
        assertThat(claimed.size() + left.size()).isEqualTo(40);
        assertThat(left).doesNotContainAnyElementsOf(claimed);
    }
}

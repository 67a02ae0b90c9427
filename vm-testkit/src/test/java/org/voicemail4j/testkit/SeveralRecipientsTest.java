package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallPurpose.Deposit;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;

/** One message for several mailboxes. */
class SeveralRecipientsTest {

    private final FlowFixture fixture = new FlowFixture();
    private final DepositCalls calls = new DepositCalls(fixture);

    @Test
    void aMessageForSeveralReachesEachOfThemOnce() {
        fixture.subscribe("1001", policy -> policy);
        fixture.subscribe("1002", policy -> policy.maxMessages(0));
        fixture.subscribe("1003", policy -> policy);
        fixture.alias("1013", "1003");
        fixture.alias("1010", "1000");
        ScriptedCall call = calls.to((Deposit) CallPurpose.deposit("1000&1001&9999&1002&1013&1003&1001&1010&1000,sU"))
                .speaks(ofSeconds(3))
                .presses("#");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        for (String number : new String[] {"1000", "1001", "1003"}) {
            assertThat(fixture.inboxOf(number))
                    .as(number)
                    .singleElement()
                    .matches(Message::isUrgent)
                    .matches(message -> message.length().equals(ofMillis(3100)));
        }
        assertThat(fixture.inboxOf("1002")).isEmpty();
        assertThat(fixture.events).filteredOn("deposited"::equals).hasSize(3);
    }

    /** Recovery after a crash must not deliver to the others what the first one's policy takes for nothing. */
    @Test
    void theFirstOnesShortestMessageHoldsForAll() {
        List<Duration> shortest = new ArrayList<>();
        FlowFixture noting = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                shortest.add(terms.shortest());
                return super.beginDeposit(mailbox, envelope, terms);
            }
        });
        noting.policy(policy -> policy.shortestMessage(ofSeconds(3)));
        noting.subscribe("1001", policy -> policy);
        noting.deposit(calls.to((Deposit) CallPurpose.deposit("1000&1001,s"))
                .speaks(ofSeconds(4))
                .presses("#"));
        assertThat(shortest).containsExactly(ofSeconds(3), ofSeconds(3));
    }

    /** A list of hundreds must not take as many files while somebody speaks. */
    @Test
    void aMessageForManyIsRecordedForAFewAndHandedOnToTheOthers() {
        Set<MailboxId> open = ConcurrentHashMap.newKeySet();
        List<Integer> openAtOnce = new ArrayList<>();
        FlowFixture counting = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                DepositStart start = super.beginDeposit(mailbox, envelope, terms);
                return new DepositStart.Opened(new ForwardingDeposit(((DepositStart.Opened) start).deposit()) {
                    @Override
                    public List<AudioSink> renditions() {
                        open.add(mailbox);
                        openAtOnce.add(open.size());
                        return super.renditions();
                    }

                    @Override
                    public Optional<Message> commit() {
                        Optional<Message> message = super.commit();
                        open.remove(mailbox);
                        return message;
                    }
                });
            }
        });
        List<String> numbers =
                IntStream.range(1001, 1040).mapToObj(Integer::toString).toList();
        numbers.forEach(number -> counting.subscribe(number, policy -> policy));
        ScriptedCall call = calls.to((Deposit) CallPurpose.deposit("1000&" + String.join("&", numbers) + ",sU"))
                .speaks(ofSeconds(3))
                .presses("#");

        assertThat(counting.deposit(call)).isInstanceOf(Deposited.class);

        assertThat(openAtOnce).isNotEmpty().allMatch(count -> count <= 9);
        assertThat(numbers)
                .allSatisfy(number -> assertThat(counting.inboxOf(number))
                        .singleElement()
                        .matches(Message::isUrgent)
                        .matches(message -> message.length().equals(ofMillis(3100))));
        assertThat(counting.events).filteredOn("deposited"::equals).hasSize(40);
        assertThat(open).isEmpty();
    }

    @Test
    void anIntroductionForManyIsBeforeEachCopy() {
        fixture.policy(policy -> policy.sendMessages(true));
        List<String> numbers =
                IntStream.range(1001, 1031).mapToObj(Integer::toString).toList();
        numbers.forEach(number -> fixture.subscribe(number, policy -> policy));
        fixture.everybodys.put(
                MailboxId.parse("700"), numbers.stream().map(MailboxId::parse).toList());
        Duration original = fixture.leave().length();
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-repeat")
                .presses("8")
                .hears("vm-extension")
                .presses("700#")
                .hears("vm-forwardoptions")
                .presses("1")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-msgforwarded")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(numbers)
                .allSatisfy(number -> assertThat(fixture.inboxOf(number))
                        .singleElement()
                        .matches(message -> message.length().equals(original.plus(ofMillis(2100)))));
    }

    @Test
    void aMessageForSeveralThatIsNotLeftReachesNobodyAndKeepsNoPlace() {
        fixture.subscribe("1001", policy -> policy);
        fixture.deposit(calls.to((Deposit) CallPurpose.deposit("1000&1001,u"))
                .hears("vm-intro")
                .hangsUp());
        assertThat(fixture.inboxOf("1001")).isEmpty();
        fixture.assertNothingHalfStored();
        fixture.assertNothingHalfStored("1001");
    }

    /** Who hears that it did not work leaves the message again, and the others have it twice. */
    @Test
    void aMessageForSeveralIsLeftWhenTheFirstOnesStoreFailsAndAnotherHasIt() {
        FlowFixture failing = new FlowFixture(store -> new FailsFor(store, Step.COMMIT, "1000"));
        failing.subscribe("1001", policy -> policy);
        ScriptedCall call = calls.to((Deposit) CallPurpose.deposit("1000&1001,s"))
                .speaks(ofSeconds(3))
                .presses("#");

        assertThat(failing.deposit(call))
                .isInstanceOfSatisfying(
                        Deposited.class, left -> assertThat(left.mailbox()).isEqualTo(MailboxId.parse("1001")));

        assertThat(failing.inboxOf("1000")).isEmpty();
        assertThat(failing.inboxOf("1001")).hasSize(1);
        assertThat(failing.events).containsOnlyOnce("deposited").containsOnlyOnce("deposit failed 1000");
        assertThat(call.transcript()).contains("auth-thankyou").doesNotContain("vm-cannot-store");
    }

    @ParameterizedTest
    @EnumSource(names = {"BEGIN", "GET_READY", "RESTART"})
    void aStoreThatFailsWithTheFirstOneEarlierCostsTheOthersNothing(Step step) {
        FlowFixture failing = new FlowFixture(store -> new FailsFor(store, step, "1000"));
        failing.policy(policy -> policy.review(true));
        failing.subscribe("1001", policy -> policy);
        failing.subscribe("1002", policy -> policy);
        ScriptedCall call = calls.to((Deposit) CallPurpose.deposit("1000&1001&1002,s"))
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("3")
                .speaks(ofSeconds(5))
                .presses("#")
                .hears("vm-review")
                .presses("1");

        assertThat(failing.deposit(call))
                .isInstanceOfSatisfying(
                        Deposited.class, left -> assertThat(left.mailbox()).isEqualTo(MailboxId.parse("1001")));

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(failing.inboxOf("1000")).isEmpty();
        for (String number : new String[] {"1001", "1002"}) {
            assertThat(failing.inboxOf(number))
                    .as(number)
                    .singleElement()
                    .matches(message -> message.length().compareTo(ofSeconds(5)) >= 0);
        }
        assertThat(failing.events).filteredOn("deposited"::equals).hasSize(2);
        assertThat(failing.events).containsOnlyOnce("deposit failed 1000");
        assertThat(call.transcript()).contains("vm-msgsaved").doesNotContain("vm-cannot-store");
        failing.assertNothingHalfStored();
    }

    private ScriptedCall withASecondTake() {
        return calls.to((Deposit) CallPurpose.deposit("1000&1001,s"))
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("3")
                .speaks(ofSeconds(5))
                .presses("#")
                .hears("vm-review")
                .presses("1");
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatFailsWithAnotherOneIsToldAndCostsNobodyElseAnything(Step step) {
        FlowFixture failing = new FlowFixture(store -> new FailsFor(store, step, "1001"));
        failing.policy(policy -> policy.review(true));
        failing.subscribe("1001", policy -> policy);
        ScriptedCall call = withASecondTake();

        assertThat(failing.deposit(call)).isInstanceOf(Deposited.class);

        assertThat(failing.inboxOf("1000")).hasSize(1);
        assertThat(failing.inboxOf("1001")).isEmpty();
        assertThat(failing.events).containsOnlyOnce("deposited").containsOnlyOnce("deposit failed 1001");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatNobodyHasIsNotLeft(Step step) {
        FlowFixture failing = new FlowFixture(store -> new FailsFor(store, step, "1000", "1001"));
        failing.policy(policy -> policy.review(true));
        failing.subscribe("1001", policy -> policy);
        ScriptedCall call = withASecondTake();

        assertThatThrownBy(() -> failing.deposit(call)).isInstanceOf(StoreException.class);

        assertThat(failing.inboxOf("1000")).isEmpty();
        assertThat(failing.inboxOf("1001")).isEmpty();
        assertThat(failing.events).doesNotContain("deposited");
        assertThat(call.transcript()).contains("vm-cannot-store").doesNotContain("vm-msgsaved");
        failing.assertNothingHalfStored();
        failing.assertNothingHalfStored("1001");
    }

    /** Who hears that it did not work tries again, and the others would have it twice. */
    @Test
    void whoComposesForSeveralIsToldThatNotAllHaveIt() {
        FlowFixture failing = new FlowFixture(store -> new FailsFor(store, Step.COMMIT, "1000"))
                .policy(policy -> policy.sendMessages(true));
        failing.subscribe("1001", policy -> policy);
        ScriptedCall call = failing.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-helpexit")
                .presses("3")
                .hears("vm-starmain")
                .presses("5")
                .hears("vm-extension")
                .presses("1000*1001#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-opts")
                .presses("#");

        failing.retrieve(call);

        assertThat(call.transcript()).contains("vm-forward-partly").doesNotContain("vm-tryagainlater");
        assertThat(failing.inboxOf("1001")).hasSize(1);
    }

    /** When a store fails. */
    enum Step {
        BEGIN,
        GET_READY,
        RESTART,
        COMMIT
    }

    /** A store that cannot keep anything for some mailboxes. */
    private static final class FailsFor extends ForwardingStore {

        private final Step step;
        private final Set<String> numbers;

        FailsFor(MessageStore sound, Step step, String... numbers) {
            super(sound);
            this.step = step;
            this.numbers = Set.of(numbers);
        }

        @Override
        public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
            if (!numbers.contains(mailbox.number())) {
                return super.beginDeposit(mailbox, envelope, terms);
            }
            failAt(Step.BEGIN);
            DepositStart start = super.beginDeposit(mailbox, envelope, terms);
            return new DepositStart.Opened(failing(((DepositStart.Opened) start).deposit()));
        }

        private void failAt(Step here) {
            if (step == here) {
                throw new StoreException("planted: " + here);
            }
        }

        private org.voicemail4j.store.Deposit failing(org.voicemail4j.store.Deposit deposit) {
            return new ForwardingDeposit(deposit) {
                @Override
                public void recordingBegins() {
                    failAt(Step.GET_READY);
                    super.recordingBegins();
                }

                @Override
                public void restart() {
                    failAt(Step.RESTART);
                    super.restart();
                }

                @Override
                public Optional<Message> commit() {
                    failAt(Step.COMMIT);
                    return super.commit();
                }
            };
        }
    }
}

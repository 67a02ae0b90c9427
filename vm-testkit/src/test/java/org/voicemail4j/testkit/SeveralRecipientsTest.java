package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallPurpose.Deposit;
import org.voicemail4j.call.DepositOptions;
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

    @Test
    void aMessageForSeveralReachesEachOfThemOnce() {
        fixture.subscribe("1001", policy -> policy);
        fixture.subscribe("1002", policy -> policy.maxMessages(0));
        fixture.subscribe("1003", policy -> policy);
        fixture.alias("1013", "1003");
        fixture.alias("1010", "1000");
        ScriptedCall call = call((Deposit) CallPurpose.deposit("1000&1001&9999&1002&1013&1003&1001&1010&1000,sU"))
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
        noting.deposit(call((Deposit) CallPurpose.deposit("1000&1001,s"))
                .speaks(ofSeconds(4))
                .presses("#"));
        assertThat(shortest).containsExactly(ofSeconds(3), ofSeconds(3));
    }

    @Test
    void aMessageForSeveralThatIsNotLeftReachesNobodyAndKeepsNoPlace() {
        fixture.subscribe("1001", policy -> policy);
        fixture.deposit(call((Deposit) CallPurpose.deposit("1000&1001,u"))
                .hears("vm-intro")
                .hangsUp());
        assertThat(fixture.inboxOf("1001")).isEmpty();
        fixture.assertNothingHalfStored();
        fixture.assertNothingHalfStored("1001");
    }

    /** What fails for the first one must not keep the others from theirs. */
    @Test
    void aMessageForSeveralReachesTheOthersWhenTheFirstOnesStoreFails() {
        FlowFixture failing = new FlowFixture(store -> new FirstFails(store));
        failing.subscribe("1001", policy -> policy);
        ScriptedCall call = call((Deposit) CallPurpose.deposit("1000&1001,s"))
                .speaks(ofSeconds(3))
                .presses("#");

        assertThatThrownBy(() -> failing.deposit(call)).isInstanceOf(StoreException.class);

        assertThat(failing.inboxOf("1000")).isEmpty();
        assertThat(failing.inboxOf("1001")).hasSize(1);
        assertThat(failing.events).contains("deposited");
        assertThat(call.transcript()).contains("vm-cannot-store").doesNotContain("auth-thankyou");
    }

    /** A store that cannot keep anything for mailbox 1000. */
    private static final class FirstFails extends ForwardingStore {

        FirstFails(MessageStore sound) {
            super(sound);
        }

        @Override
        public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
            DepositStart start = super.beginDeposit(mailbox, envelope, terms);
            return mailbox.equals(FlowFixture.BOX)
                    ? new DepositStart.Opened(failing(((DepositStart.Opened) start).deposit()))
                    : start;
        }

        private static org.voicemail4j.store.Deposit failing(org.voicemail4j.store.Deposit deposit) {
            return new ForwardingDeposit(deposit) {
                @Override
                public Optional<Message> commit() {
                    throw new StoreException("planted");
                }
            };
        }
    }

    private ScriptedCall call(String options) {
        return call(DepositOptions.parse(options));
    }

    private ScriptedCall call(DepositOptions options) {
        return call(new Deposit(FlowFixture.BOX).with(options));
    }

    private ScriptedCall call(Deposit wanted) {
        return ScriptedCall.of(
                        CallInfo.of("call-3", wanted).caller(FlowFixture.CALLER).build())
                .on(fixture.clock);
    }
}

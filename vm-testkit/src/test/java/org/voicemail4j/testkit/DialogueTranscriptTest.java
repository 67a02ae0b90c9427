package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.OpeningHours;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.StoreException;

/** What the options of the applications and the menus beyond Asterisk's sound like. */
class DialogueTranscriptTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall deposit(String arguments) {
        return ScriptedCall.of(CallInfo.of("call-1", CallPurpose.deposit(arguments))
                        .caller(FlowFixture.CALLER)
                        .build())
                .on(fixture.clock);
    }

    @Test
    void withoutAnyOptionThereIsNoGreeting() {
        ScriptedCall call = deposit("1000").speaks(ofSeconds(3)).presses("#");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("A3-nooption", call);
    }

    @Test
    void withoutMailboxTheCallerIsAskedForOne() {
        ScriptedCall call = deposit("")
                .hears("vm-whichbox")
                .presses("77#")
                .hears("vm-whichbox")
                .presses("1000#")
                .speaks(ofSeconds(3))
                .presses("#");

        assertThat(fixture.depositAnywhere(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("A17-whichbox", call);
    }

    @Test
    void urgentByOption() {
        fixture.policy(policy -> policy.review(true).leaveUrgent(false));
        ScriptedCall call = deposit("1000,sU")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("A18-urgent-by-option", call);
        assertThat(fixture.list(Folder.INBOX)).singleElement().matches(Message::isUrgent);
    }

    @Test
    void priorityByOption() {
        fixture.policy(policy -> policy.review(true).leaveUrgent(false));
        ScriptedCall call = deposit("1000,sP")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("A18b-priority", call);
        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.envelope().attribute("flag")).contains("PRIORITY"));
    }

    @Test
    void aMessageIsMarkedPrivate() {
        fixture.policy(policy -> policy.review(true).leaveUrgent(false).leavePrivate(true));
        ScriptedCall call = deposit("1000,s")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review-private")
                .presses("5")
                .hears("vm-review-nonprivate")
                .presses("1");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-private", call);
    }

    @Test
    void aFullMailboxThatGreetsIsLeftByAKeyOfTheOwners() {
        fixture.policy(policy -> policy.maxMessages(1).greetWhenFull(true).exits(Map.of('5', "2005")));
        fixture.leave();
        ScriptedCall call = deposit("1000,u").hears("vm-mailboxfull").presses("5");

        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("2005"));

        Transcripts.assertAsIn("deposit-full-and-exit", call);
    }

    @Test
    void closedHoursAndNoMessageAtAll() {
        fixture.policy(policy -> policy.maxMessages(0)
                .greetingSchedule(new GreetingSchedule(
                        Optional.empty(), Optional.empty(), OpeningHours.parse("mon-fri 09:00-17:00"))));
        fixture.greet(GreetingKind.CLOSED, ofMillis(2300));
        assertThat(LocalDateTime.ofInstant(fixture.clock.instant(), ZoneOffset.UTC)
                        .getDayOfWeek())
                .hasToString("SUNDAY");
        ScriptedCall call = deposit("1000,u");

        assertThat(fixture.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.GREETING_ONLY));

        Transcripts.assertAsIn("deposit-closed", call);
    }

    @Test
    void greetingsAreRestored() {
        fixture.greet(GreetingKind.BUSY, ofMillis(1200));
        fixture.greet(GreetingKind.BUSY, ofMillis(2200));
        fixture.greet(GreetingKind.TEMPORARY, ofMillis(2800));
        fixture.messages.deleteGreeting(FlowFixture.BOX, GreetingKind.TEMPORARY);
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-options")
                .presses("2")
                .hears("menu/restore")
                .presses("4")
                .hears("vm-options")
                .presses("2")
                .hears("vm-greeting-menu")
                .presses("1")
                .hears("vm-greeting-menu")
                .presses("*")
                .hears("vm-options")
                .presses("4")
                .hears("menu/back")
                .presses("4")
                .hears("vm-tmpexists")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("greetings-restored", call);
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.TEMPORARY))
                .isPresent();
        assertThat(fixture.messages.hasFormerGreeting(FlowFixture.BOX, GreetingKind.TEMPORARY))
                .isFalse();
    }

    @Test
    void greetingsAreHeardAndErased() {
        fixture.greet(GreetingKind.UNAVAILABLE, ofMillis(2200));
        fixture.greet(GreetingKind.TEMPORARY, ofMillis(2800));
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-options")
                .presses("1")
                .hears("vm-greeting-menu")
                .presses("1")
                .hears("vm-greeting-menu")
                .presses("3")
                .hears("vm-options")
                .presses("4")
                .hears("menu/play")
                .presses("3")
                .hears("vm-tempgreeting2")
                .presses("2")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("greetings-heard-and-erased", call);
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.UNAVAILABLE))
                .isEmpty();
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.TEMPORARY))
                .isEmpty();
    }

    @Test
    void theCategoryOfAMessageIsSaidBeforeTheTime() {
        DepositOptions options =
                DepositOptions.parse("s").toBuilder().category("our/hotline").build();
        CallPurpose.Deposit purpose = new CallPurpose.Deposit(FlowFixture.BOX).with(options);
        fixture.deposit(ScriptedCall.of(CallInfo.of("call-1", purpose).build())
                .on(fixture.clock)
                .speaks(ofSeconds(3))
                .presses("#"));
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("message-with-category", call);
    }

    @Test
    void aMailboxThatIsLockedAfterTooManyWrongPins() {
        for (int i = 0; i < 10; i++) {
            fixture.credentials.recordFailure(FlowFixture.BOX, fixture.clock.instant());
        }
        ScriptedCall call = fixture.owner().hears("vm-password").presses("1234#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("login-locked", call);
    }

    @Test
    void aMessageThatCannotBeRead() {
        FlowFixture broken = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
                throw new StoreException("the disk has a scratch");
            }
        });
        broken.leave();
        ScriptedCall call = broken.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-repeat")
                .presses("#");

        broken.retrieve(call);

        Transcripts.assertAsIn("message-unreadable", call);
    }
}

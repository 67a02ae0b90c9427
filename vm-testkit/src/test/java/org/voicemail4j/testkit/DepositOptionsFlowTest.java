package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallPurpose.Deposit;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.RedirectReason;

/** What the options of Asterisk's VoiceMail do in a call. */
class DepositOptionsFlowTest {

    private final FlowFixture fixture = new FlowFixture();
    private final DepositCalls calls = new DepositCalls(fixture);

    @Test
    void withoutGreetingOptionOnlyTheInstructionsAreHeard() {
        assertThat(greetingHeard("")).isEqualTo("vm-intro\nbeep\n");
        assertThat(greetingHeard("s")).isEqualTo("beep\n");
        assertThat(greetingHeard("st")).isEmpty();
        assertThat(greetingHeard("st(tones/low)")).isEqualTo("tones/low\n");
    }

    @Test
    void busyAndUnavailableAreWhatIsAskedForWhyeverTheCallCame() {
        assertThat(greetingHeard("us", RedirectReason.BUSY))
                .contains("vm-isunavail")
                .doesNotContain("vm-isonphone");
        assertThat(greetingHeard("bs", RedirectReason.NO_ANSWER)).contains("vm-isonphone");
        assertThat(greetingHeard("ubs", RedirectReason.NO_ANSWER)).contains("vm-isonphone");
    }

    @Test
    void aGainMakesTheRecordingLouderOrQuieterBeforeItIsJudged() {
        fixture.policy(policy -> policy.shortestMessage(ofSeconds(1)));

        assertThat(recorded("s")).isInstanceOf(Deposited.class);
        assertThat(recorded("sg(6)")).isInstanceOf(Deposited.class);
        assertThat(recorded("sg(-80)")).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.TOO_SHORT));
    }

    private CallOutcome recorded(String options) {
        CallInfo info =
                CallInfo.of("call-1", CallPurpose.deposit("1000," + options)).build();
        return fixture.deposit(ScriptedCall.of(info).speaks(ofSeconds(3)).presses("#"));
    }

    @Test
    void aTemporaryGreetingIsHeardEvenWithoutGreetingOption() {
        fixture.greet(GreetingKind.TEMPORARY, ofMillis(1500));
        assertThat(greetingHeard("s")).contains("1.5 s").endsWith("beep\n");
    }

    @Test
    void instructionsAreSkippedOnlyAfterAGreetingOfTheOwners() {
        assertThat(greetingHeard("uS")).contains("vm-intro");
        fixture.greet(GreetingKind.UNAVAILABLE, ofMillis(1500));
        assertThat(greetingHeard("uS")).doesNotContain("vm-intro");
        assertThat(greetingHeard("S")).contains("vm-intro");
    }

    @Test
    void urgentAndPriorityAreMarks() {
        leave("sU");
        leave("sP");
        assertThat(fixture.list(Folder.INBOX)).hasSize(2);
        assertThat(fixture.list(Folder.INBOX).get(0).isUrgent()).isTrue();
        Message priority = fixture.list(Folder.INBOX).get(1);
        assertThat(priority.isUrgent()).isFalse();
        assertThat(priority.envelope().attribute("flag")).contains("PRIORITY");
    }

    @Test
    void urgentByOptionCanBeTakenBackInTheReview() {
        fixture.policy(policy -> policy.review(true));
        ScriptedCall call = calls.to("sU")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review-nonurgent")
                .presses("4")
                .hears("vm-review-urgent")
                .presses("1");
        fixture.deposit(call);
        assertThat(fixture.list(Folder.INBOX)).singleElement().matches(message -> !message.isUrgent());
    }

    @Test
    void theCategoryIsKept() {
        DepositOptions options =
                DepositOptions.USUAL.toBuilder().category("sales").build();
        fixture.deposit(calls.to(options).speaks(ofSeconds(3)).presses("#"));
        assertThat(fixture.list(Folder.INBOX).get(0).envelope().category()).isEqualTo("sales");
    }

    @Test
    void anyKeyLeadsIntoAContextWhereTheOptionSaysSo() {
        ScriptedCall call = calls.to("ud(othercontext)").hears("vm-isunavail").presses("5");
        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("5@othercontext"));
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        fixture.assertNothingHalfStored();
    }

    @Test
    void operatorAndAttendantGoBeforeTheKeysOfTheOption() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = calls.to("ud").hears("vm-intro").presses("0");
        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("0100"));
        assertThat(fixture.deposit(calls.to("ud").hears("vm-intro").presses("*")))
                .isEqualTo(new Transferred("*"));
    }

    @Test
    void poundStillLeadsToTheBeep() {
        ScriptedCall call = calls.to("ud")
                .hears("vm-theperson")
                .presses("#")
                .speaks(ofSeconds(2))
                .presses("#");
        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);
    }

    @Test
    void aKeyOfTheOwnersOwnLeadsToWhomItShall() {
        fixture.policy(policy -> policy.exits(Map.of('2', "mobile", '*', "secretary")));
        assertThat(fixture.deposit(fixture.caller().hears("vm-intro").presses("2")))
                .isEqualTo(new Transferred("mobile"));
        assertThat(fixture.deposit(fixture.caller().hears("vm-intro").presses("*")))
                .isEqualTo(new Transferred("secretary"));
    }

    @Test
    void aCallThatIsHeardEarlyIsAnsweredJustBeforeTheBeep() {
        ScriptedCall call = calls.to("ue").withEarlyMedia().speaks(ofSeconds(3)).presses("#");
        fixture.deposit(call);
        assertThat(call.transcript())
                .contains("-- is heard before it is answered\nvm-theperson\n")
                .contains("vm-intro\n-- answers\nbeep\n");
    }

    @Test
    void aLineWithoutEarlyMediaAnswersAtOnce() {
        ScriptedCall call = calls.to("ue").speaks(ofSeconds(3)).presses("#");
        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);
    }

    @Test
    void whoLeavesDuringTheEarlyGreetingIsNeverAnswered() {
        ScriptedCall call =
                calls.to("ue").withEarlyMedia().hears("vm-isunavail").hangsUp();
        fixture.deposit(call);
        assertThat(call.transcript()).doesNotContain("-- answers");
    }

    @Test
    void whoNamesNoMailboxIsAskedForOne() {
        ScriptedCall call = anywhere()
                .hears("vm-whichbox")
                .presses("9999#")
                .hears("pbx-invalid")
                .presses("1000#")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");
        assertThat(fixture.depositAnywhere(call)).isInstanceOf(Deposited.class);
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void whoIsAskedForAMailboxHearsThePromptsOfTheContextAndThenThoseOfTheMailbox() {
        Map<String, String> ours = Map.of("vm-whichbox", "our-question", "vm-intro", "our-intro");
        fixture.contexts.put(
                "default", MailboxPolicy.DEFAULT.toBuilder().prompts(ours).build());
        ScriptedCall call = anywhere()
                .hears("our-question")
                .presses("1000#")
                .hears("vm-intro")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#");
        assertThat(fixture.depositAnywhere(call)).isInstanceOf(Deposited.class);
        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
    }

    @Test
    void whoNamesNoMailboxThatThereIsThreeTimesIsLeftAlone() {
        ScriptedCall call = anywhere()
                .presses("1#")
                .hears("pbx-invalid")
                .presses("2#")
                .hears("vm-whichbox")
                .presses("3#");
        assertThat(fixture.depositAnywhere(call)).isEqualTo(CallOutcome.NO_MAILBOX);
        assertThat(call.isOver()).isTrue();
    }

    @Test
    void aFullMailboxThatGreetsLetsTheCallerLeaveByKey() {
        fixture.policy(policy -> policy.maxMessages(1).greetWhenFull(true).operator(Optional.of("0100")));
        fixture.leave();
        ScriptedCall silent = fixture.caller();
        assertThat(fixture.deposit(silent)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.MAILBOX_FULL));
        assertThat(silent.transcript()).contains("vm-isunavail\nvm-mailboxfull").doesNotContain("vm-intro");
        assertThat(fixture.deposit(fixture.caller().hears("vm-isunavail").presses("0")))
                .isEqualTo(new Transferred("0100"));
    }

    @Test
    void theHostIsToldHowItEnded() {
        ScriptedCall call = calls.to("s").speaks(ofSeconds(2)).presses("#");
        CallOutcome outcome = fixture.deposit(call);
        assertThat(call.outcome()).contains(outcome);
    }

    @Test
    void promptsAreReplacedWhereThePolicySaysSo() {
        fixture.policy(policy -> policy.prompts(Map.of("vm-intro", "custom/intro")));
        ScriptedCall call = fixture.caller().speaks(ofSeconds(2)).presses("#");
        fixture.deposit(call);
        assertThat(call.transcript()).contains("custom/intro\nbeep").doesNotContain("vm-intro");
    }

    private void leave(String options) {
        fixture.deposit(calls.to(options).speaks(ofSeconds(3)).presses("#"));
    }

    private String greetingHeard(String options) {
        return greetingHeard(options, RedirectReason.NO_ANSWER);
    }

    private String greetingHeard(String options, RedirectReason reason) {
        Deposit wanted = new Deposit(FlowFixture.BOX).with(DepositOptions.parse(options));
        ScriptedCall call = ScriptedCall.of(CallInfo.of("call-3", wanted)
                        .caller(FlowFixture.CALLER)
                        .reason(reason)
                        .build())
                .on(fixture.clock)
                .speaks(ofSeconds(1))
                .hangsUp();
        fixture.deposit(call);
        return call.transcript()
                .lines()
                .takeWhile(line -> !line.startsWith("recording") && !line.startsWith("..") && !line.startsWith(">"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private ScriptedCall anywhere() {
        CallPurpose purpose = CallPurpose.deposit("");
        return ScriptedCall.of(CallInfo.of("call-4", purpose)
                        .caller(FlowFixture.CALLER)
                        .build())
                .on(fixture.clock);
    }
}

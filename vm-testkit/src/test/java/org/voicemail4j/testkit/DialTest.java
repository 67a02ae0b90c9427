package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.DialRules;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.NumberPattern;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;

/** Owners call back whoever left a message, or dial a number, from within their mailbox, as far as the rules allow it. */
class DialTest {

    private static final DialRules LOCAL =
            new DialRules("local", List.of(NumberPattern.of("_555XXXX"), NumberPattern.of("_1XXX")), DialRules.PREMIUM);

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall hearsOneFrom(Party caller, UnaryOperator<MailboxPolicy.Builder> policy) {
        fixture.policy(policy);
        fixture.leave(Urgency.NORMAL, caller);
        return fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-advopts")
                .presses("3")
                .hears("vm-toreply");
    }

    private ScriptedCall hearsOne(UnaryOperator<MailboxPolicy.Builder> policy) {
        return hearsOneFrom(FlowFixture.CALLER, policy);
    }

    @Test
    void callsBackWhoeverLeftTheMessage() {
        ScriptedCall call = hearsOne(policy -> policy.callBack(LOCAL))
                .hears("vm-starmain")
                .presses("2")
                .hears("vm-star-cancel")
                .presses("1");

        fixture.retrieve(call);

        Transcripts.assertAsIn("call-back", call);
        assertThat(call.transferredTo()).contains("5551234");
        assertThat(fixture.events).contains("called out 5551234", "moved to OLD");
    }

    @Test
    void dialsANumber() {
        ScriptedCall call = hearsOne(policy -> policy.dialOut(LOCAL))
                .hears("vm-tomakecall")
                .presses("4")
                .hears("vm-enter-num-to-call")
                .presses("5550000#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("dial-out", call);
        assertThat(call.transferredTo()).contains("5550000");
    }

    @Test
    void neitherIsOfferedUnlessARuleAllowsIt() {
        ScriptedCall call = hearsOne(policy -> policy)
                .hears("vm-starmain")
                .presses("2")
                .presses("4")
                .presses("*")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript())
                .doesNotContain("vm-tocallback", "vm-tomakecall", "vm-num-i-have")
                .contains("vm-starmain\n> 2\nvm-sorry\n> 4\nvm-sorry\n");
        assertThat(call.transferredTo()).isEmpty();
    }

    @Test
    void aNumberThatNoPatternAllowsIsNotCalledBack() {
        ScriptedCall call = hearsOneFrom(Party.ofNumber("0044123"), policy -> policy.callBack(LOCAL))
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("> 2\nvm-callnotallowed\nvm-advopts\n");
        assertThat(call.transferredTo()).isEmpty();
    }

    @Test
    void aNumberThatNobodyCanHaveIsNotCalledBackAndEndsNoVisit() {
        ScriptedCall call = hearsOneFrom(
                        Party.ofNumber("5".repeat(65)),
                        policy -> policy.callBack(new DialRules("", List.of(NumberPattern.of("_X.")), List.of())))
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(call.transcript()).contains("> 2\nvm-callnotallowed\n");
    }

    @Test
    void callingBackOneselfWouldComeBackHere() {
        ScriptedCall call = hearsOneFrom(Party.ofNumber("1000"), policy -> policy.callBack(LOCAL))
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("> 2\nvm-callnotallowed\n");
    }

    @Test
    void aCallerWithoutNumberCanBeCalledByANumberThatTheOwnerKnows() {
        ScriptedCall call = hearsOneFrom(
                        Party.UNKNOWN, policy -> policy.callBack(LOCAL).dialOut(LOCAL))
                .presses("2")
                .hears("vm-star-cancel")
                .presses("2")
                .hears("vm-enter-num-to-call")
                .presses("5559999#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("call-back-another-number", call);
        assertThat(call.transferredTo()).contains("5559999");
    }

    @Test
    void threeNumbersThatAreNotAllowedEndTheDialling() {
        ScriptedCall call = hearsOne(policy ->
                        policy.dialOut(new DialRules("", List.of(NumberPattern.of("_0.")), DialRules.PREMIUM)))
                .presses("4")
                .hears("vm-enter-num-to-call")
                .presses("5551234#")
                .hears("vm-enter-num-to-call")
                .presses("09001234567#")
                .hears("vm-enter-num-to-call")
                .presses("0*98#")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("dial-out-refused", call);
        assertThat(fixture.events).noneMatch(event -> event.startsWith("called out"));
    }

    @Test
    void starCancels() {
        ScriptedCall call = hearsOne(policy -> policy.dialOut(LOCAL).callBack(LOCAL))
                .presses("4")
                .hears("vm-enter-num-to-call")
                .presses("*#")
                .hears("vm-advopts")
                .presses("3")
                .hears("vm-toreply")
                .presses("2")
                .hears("vm-num-i-have")
                .presses("*")
                .hears("vm-advopts")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(call.transferredTo()).isEmpty();
    }

    @Test
    void whatTheNetworkRefusesLeavesTheOwnerInTheMenu() {
        ScriptedCall call = hearsOne(policy -> policy.callBack(LOCAL))
                .withoutTransfer()
                .presses("2")
                .hears("vm-num-i-have")
                .presses("1")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("-- cannot transfer to 5551234\nvm-sorry\n");
        assertThat(fixture.events).noneMatch(event -> event.startsWith("called out"));
    }
}

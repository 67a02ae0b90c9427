package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.LoginFailed;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallPurpose.Deposit;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;

/**
 * What Asterisk's own test suite checks of its voicemail, in our words and under its names: {@code tests/apps/voicemail}.
 * The external notification is a listener's, see VoicemailServiceTest.
 */
class AsteriskTestSuiteTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void leave_voicemail_nominal() {
        assertThat(fixture.deposit(fixture.caller().speaks(ofSeconds(3)).presses("#")))
                .isInstanceOf(Deposited.class);
        assertThat(fixture.deposit(fixture.caller().speaks(ofSeconds(3)).hangsUp()))
                .isInstanceOf(Deposited.class);
        assertThat(fixture.list(Folder.INBOX)).hasSize(2);
    }

    @Test
    void leave_voicemail_contexts() {
        fixture.policy(policy -> policy.operator(Optional.of("o")).attendant(Optional.of("a")));
        assertThat(fixture.deposit(asked("1000,u").hears("vm-intro").presses("0")))
                .isEqualTo(new Transferred("o"));
        assertThat(fixture.deposit(asked("1000,u").hears("vm-intro").presses("*")))
                .isEqualTo(new Transferred("a"));
        assertThat(fixture.deposit(
                        asked("1000,u,d(othercontext)").hears("vm-intro").presses("3")))
                .isEqualTo(new Transferred("3@othercontext"));
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void leave_voicemail_priority() {
        fixture.deposit(asked("1000,u,U").speaks(ofSeconds(2)).presses("#"));
        fixture.deposit(asked("1000,u,P").speaks(ofSeconds(2)).presses("#"));
        assertThat(fixture.list(Folder.INBOX)).extracting(Message::isUrgent).containsExactly(true, false);
        assertThat(fixture.list(Folder.INBOX).get(1).envelope().attribute("flag"))
                .contains("PRIORITY");
    }

    @Test
    void leave_voicemail_forwarding() {
        fixture.subscribe("1001", policy -> policy);
        fixture.subscribe("1002", policy -> policy);
        fixture.deposit(asked("1000&1001&1002,u").speaks(ofSeconds(2)).presses("#"));
        assertThat(List.of("1000", "1001", "1002"))
                .allSatisfy(number -> assertThat(fixture.inboxOf(number)).hasSize(1));
    }

    @Test
    void leave_voicemail_forwarding_auto_urgent() {
        fixture.subscribe("1001", policy -> policy);
        fixture.deposit(asked("1000&1001,u,U").speaks(ofSeconds(2)).presses("#"));
        assertThat(fixture.inboxOf("1001")).singleElement().matches(Message::isUrgent);
    }

    @Test
    void authenticate_nominal() {
        assertThat(fixture.authenticate(
                        fixture.owner().hears("vm-login").presses("1000#").presses("1234#")))
                .contains(FlowFixture.BOX);
    }

    @Test
    void authenticate_invalid_mailbox() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("8888#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("auth-thankyou");
        assertThat(fixture.authenticate(call)).contains(FlowFixture.BOX);
    }

    @Test
    void authenticate_invalid_password() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("1#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("2#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("3#");
        assertThat(fixture.authenticate(call)).isEmpty();
        assertThat(call.transcript()).contains("vm-goodbye").doesNotContain("auth-thankyou");
        assertThat(fixture.retrieveAny(
                        fixture.owner().presses("1000#").presses("9#").hangsUp()))
                .isInstanceOf(LoginFailed.class);
    }

    /** Star begins anew here, instead of leading to extension a. */
    @Test
    void authenticate_extensions() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("*#")
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("auth-thankyou");
        assertThat(fixture.authenticate(call)).contains(FlowFixture.BOX);
    }

    @Test
    void func_vmcount() {
        fixture.leave();
        fixture.leave(Urgency.URGENT);
        fixture.leaveIn(Folder.OLD);
        fixture.leaveIn(Folder.WORK);
        assertThat(Map.of(Folder.INBOX, 2, Folder.OLD, 1, Folder.WORK, 1, Folder.FRIENDS, 0))
                .allSatisfy((folder, count) -> assertThat(fixture.list(folder)).hasSize(count));
    }

    @Test
    void play_message() {
        Message message = fixture.leave();
        ScriptedCall call = fixture.owner();
        assertThat(fixture.playMessage(call, message.id())).isPresent();
        assertThat(call.transcript()).contains("2.8 s");
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
        assertThat(fixture.playMessage(fixture.owner(), message.id())).isPresent();
        assertThat(fixture.playMessage(fixture.owner(), new MessageId("0-0"))).isEmpty();
    }

    /** Asterisk has no test of it. */
    @Test
    void say_name() {
        ScriptedCall spelled = fixture.owner();
        fixture.sayName(spelled);
        assertThat(spelled.transcript()).startsWith("vm-extension\ndigits/1\n");
        fixture.greet(GreetingKind.NAME, ofMillis(1200));
        ScriptedCall spoken = fixture.owner();
        fixture.sayName(spoken);
        assertThat(spoken.transcript()).contains("1.2 s").doesNotContain("vm-extension");
    }

    private ScriptedCall asked(String arguments) {
        Deposit purpose = (Deposit) CallPurpose.deposit(arguments);
        return ScriptedCall.of(CallInfo.of("call-5", purpose)
                        .caller(FlowFixture.CALLER)
                        .build())
                .on(fixture.clock);
    }
}

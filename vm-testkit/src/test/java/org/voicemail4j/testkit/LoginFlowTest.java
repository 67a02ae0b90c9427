package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.LoginFailed;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;

/** Owners log in, or do not. */
class LoginFlowTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void aLockedMailboxIsToldAndTheCallEnds() {
        for (int i = 0; i < 20; i++) {
            fixture.credentials.recordFailure(FlowFixture.BOX, fixture.clock.instant());
        }
        ScriptedCall call = fixture.owner().hears("vm-password").presses("1234#");

        assertThat(fixture.retrieve(call)).isInstanceOf(LoginFailed.class);

        assertThat(call.transcript()).endsWith("vm-login-locked\nvm-goodbye\n-- hangs up\n");
        assertThat(fixture.events).containsExactly("login locked 1000");
    }

    @Test
    void aMailboxWithoutPinIsOpen() {
        fixture.subscribe(Subscriber.of(FlowFixture.BOX));
        ScriptedCall call = fixture.owner().hears("vm-opts").presses("#");

        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));

        assertThat(call.transcript()).doesNotContain("vm-password");
    }

    @Test
    void anUnknownMailboxIsAskedForItsPinLikeAnyOther() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("9999#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-incorrect-mailbox")
                .hangsUp();

        assertThat(fixture.retrieveAny(call)).isEqualTo(new LoginFailed(Optional.of(MailboxId.parse("9999"))));
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void silenceIsNotAWrongPin() {
        ScriptedCall call = fixture.owner();

        assertThat(fixture.retrieve(call)).isInstanceOf(LoginFailed.class);

        assertThat(call.transcript()).endsWith("vm-incorrect\nvm-goodbye\n-- hangs up\n");
        assertThat(fixture.credentials.failures(FlowFixture.BOX).count()).isZero();
    }

    @Test
    void aCallerWithoutNumberWhoEntersNothingHasNoMailbox() {
        ScriptedCall call =
                ScriptedCall.of(CallInfo.of("call-3", CallPurpose.retrieval()).build());

        assertThat(fixture.retrieveAny(call)).isEqualTo(new LoginFailed(Optional.empty()));
    }

    @Test
    void starAtThePinLeadsToAnotherMailbox() {
        fixture.subscribe("2000", policy -> policy);
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("*#")
                .hears("vm-login")
                .presses("2000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(MailboxId.parse("2000")));
    }

    @Test
    void moreAttemptsIfThePolicySaysSo() {
        fixture.policy(policy -> policy.loginAttempts(5));
        ScriptedCall call = fixture.owner();
        for (int i = 0; i < 4; i++) {
            call.hears("vm-password").presses("9#");
        }
        call.hears("vm-password").presses("1234#").hears("vm-opts").presses("#");

        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));
    }

    private static MailboxPolicy.Builder general() {
        return MailboxPolicy.DEFAULT.toBuilder()
                .prompts(Map.of("vm-login", "our-login", "vm-password", "our-password"))
                .language(Locale.GERMAN);
    }

    @Test
    void whoIsAskedForTheMailboxHearsThePromptsOfItsContext() {
        fixture.contexts.put("default", general().build());
        ScriptedCall call = fixture.owner()
                .hears("our-login")
                .presses("1000#")
                .hears("our-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieveAny(call)).isEqualTo(new Retrieved(FlowFixture.BOX));

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(call.transcript()).doesNotContain("vm-login", "vm-password");
    }

    /** Else how often one may try would tell which mailboxes there are. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whoIsAskedForTheMailboxMayTryAsOftenAsItsContextSaysWhetherThereIsOneOrNot(int attempts) {
        fixture.contexts.put("default", general().loginAttempts(attempts).build());
        fixture.policy(policy -> policy.loginAttempts(attempts));
        for (String number : new String[] {"1000", "4711"}) {
            ScriptedCall call = fixture.owner();
            for (int i = 0; i < attempts; i++) {
                call.hears(i == 0 ? "our-login" : "vm-incorrect-mailbox")
                        .presses(number + "#")
                        .hears("our-password")
                        .presses("9#");
            }
            call.hears("vm-goodbye");

            assertThat(fixture.retrieveAny(call)).isInstanceOf(LoginFailed.class);

            assertThat(call.unfinished()).as(number + call.transcript()).isEmpty();
            assertThat(call.transcript().split("our-password", -1)).as(number).hasSize(attempts + 1);
            fixture.credentials.clearFailures(FlowFixture.BOX);
        }
    }

    @Test
    void whoseMailboxIsKnownHearsItsOwnPrompts() {
        fixture.contexts.put("default", general().build());
        fixture.policy(policy -> policy.prompts(Map.of("vm-password", "my-password")));
        ScriptedCall call = fixture.owner()
                .hears("my-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));
    }

    @Test
    void withoutSuchAPolicyTheUsualPromptsAreHeard() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieveAny(call)).isEqualTo(new Retrieved(FlowFixture.BOX));
    }
}

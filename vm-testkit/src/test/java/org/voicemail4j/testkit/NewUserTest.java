package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/** The first visit to a mailbox, and what owners are told at login. */
class NewUserTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall firstCall() {
        return fixture.owner().hears("vm-password").presses("1000#");
    }

    @Test
    void aFirstVisitSetsUpNameGreetingsAndPin() {
        fixture.subscribeNew(policy -> policy.forceName(true).forceGreetings(true));
        ScriptedCall call = firstCall()
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-newpassword")
                .presses("7777#")
                .hears("vm-reenterpassword")
                .presses("7777#")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("F1-newuser", call);
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.BUSY))
                .isPresent();
        assertThat(fixture.credentials.pin(FlowFixture.BOX))
                .hasValueSatisfying(pin -> assertThat(pin.matches("7777")).isTrue());
    }

    @Test
    void threeBadPinsEndTheSetUp() {
        fixture.subscribeNew(policy -> policy.forceName(true).shortestPin(4));
        fixture.greet(GreetingKind.NAME, ofSeconds(2));
        ScriptedCall call = firstCall()
                .hears("vm-newpassword")
                .presses("1000#")
                .hears("vm-reenterpassword")
                .presses("1000#")
                .hears("vm-newpassword")
                .presses("77#")
                .hears("vm-reenterpassword")
                .presses("77#")
                .hears("vm-newpassword")
                .presses("7777#")
                .hears("vm-reenterpassword")
                .presses("7778#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("new-user-three-bad-pins", call);
        assertThat(fixture.credentials.pin(FlowFixture.BOX)).isEmpty();
    }

    @Test
    void whoRecordsNothingIsSentAway() {
        fixture.subscribeNew(policy -> policy.forceGreetings(true));
        ScriptedCall call = firstCall().speaks(ofSeconds(3)).presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).endsWith("... 6.0 s\nvm-goodbye\n-- hangs up\n");
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.UNAVAILABLE))
                .isEmpty();
    }

    @Test
    void whereNothingIsForcedThePinMayStayTheNumber() {
        fixture.subscribeNew(policy -> policy);
        ScriptedCall call = firstCall().hears("vm-opts").presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).doesNotContain("vm-newuser");
    }

    @Test
    void aFixedPinIsNotAskedForAndTheSetUpIsNotRepeated() {
        fixture.subscribe(Subscriber.of(FlowFixture.BOX)
                .fixedPin(Pin.clear("1000"))
                .policy(MailboxPolicy.DEFAULT.toBuilder().forceName(true).build()));
        ScriptedCall first = firstCall()
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-opts")
                .presses("#");
        ScriptedCall second = firstCall().hears("vm-opts").presses("#");

        fixture.retrieve(first);
        fixture.retrieve(second);

        assertThat(first.transcript()).contains("vm-newuser").doesNotContain("vm-newpassword");
        assertThat(second.transcript()).doesNotContain("vm-newuser");
    }

    @Test
    void theTemporaryGreetingIsToldOfAtLogin() {
        fixture.policy(policy -> policy.warnTemporary(true));
        fixture.greet(GreetingKind.TEMPORARY, ofSeconds(3));
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("E5b-tempgreetwarn", call);
    }
}

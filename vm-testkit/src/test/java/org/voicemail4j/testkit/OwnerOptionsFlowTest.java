package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;

/** Owners record greetings and change PINs that are not taken. */
class OwnerOptionsFlowTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall loggedIn(FlowFixture at) {
        return at.owner().hears("vm-password").presses("1234#").hears("vm-opts");
    }

    private ScriptedCall loggedIn() {
        return loggedIn(fixture);
    }

    @Test
    void aGreetingOfNothingIsNotKept() {
        fixture.greet(GreetingKind.BUSY, ofSeconds(2));
        ScriptedCall call = loggedIn()
                .presses("0")
                .hears("vm-options")
                .presses("2")
                .hears("vm-greeting-menu")
                .presses("2")
                .hears("beep")
                .fallsDead()
                .hears("vm-torerecord")
                .presses("1")
                .waits(ofSeconds(60))
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("beep\nvm-nothingrecorded\nvm-torerecord\n> 1\nvm-sorry\n");
        assertThat(fixture.events).doesNotContain("greeting BUSY");
    }

    @Test
    void fourRoundsOfSilenceInAReviewKeepTheOldGreeting() {
        fixture.greet(GreetingKind.BUSY, ofSeconds(2));
        ScriptedCall call = loggedIn()
                .presses("0")
                .hears("vm-options")
                .presses("2")
                .hears("vm-greeting-menu")
                .presses("2")
                .speaks(ofSeconds(4))
                .presses("#")
                .hears("vm-options")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript().split("vm-review\n", -1)).hasSize(5);
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.BUSY))
                .hasValueSatisfying(greeting -> assertThat(greeting.length()).isEqualTo(ofSeconds(2)));
    }

    @Test
    void aPinThatIsTooShort() {
        fixture.policy(policy -> policy.shortestPin(4));
        ScriptedCall call = loggedIn()
                .presses("0")
                .hears("vm-options")
                .presses("5")
                .hears("vm-newpassword")
                .presses("12#")
                .hears("vm-reenterpassword")
                .presses("12#")
                .hears("vm-options")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("vm-invalid-password\nvm-pls-try-again\nvm-options\n");
        assertThat(fixture.credentials.pin(FlowFixture.BOX)).isEmpty();
    }
}

package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;

/** What owners hear in the menu of their options, prompt by prompt, beside what a real Asterisk played to them. */
class OptionsTranscriptTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#");
    }

    @Test
    void greetings() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-options")
                .presses("1")
                .speaks(Duration.ofMillis(3500))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-options")
                .presses("2")
                .speaks(Duration.ofMillis(3500))
                .presses("#")
                .hears("vm-review")
                .presses("2")
                .hears("vm-review")
                .presses("1")
                .hears("vm-options")
                .presses("3")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-options")
                .presses("4")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-options")
                .presses("4")
                .hears("vm-tempgreeting2")
                .presses("*")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("E1-options-greetings", call);
        for (GreetingKind kind : EnumSet.range(GreetingKind.NAME, GreetingKind.TEMPORARY)) {
            assertThat(fixture.messages.greeting(FlowFixture.BOX, kind)).isPresent();
        }
    }

    @Test
    void theTemporaryGreetingErased() {
        fixture.leave();
        fixture.greet(GreetingKind.TEMPORARY, ofSeconds(3));
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-tmpexists")
                .presses("4")
                .hears("vm-tempgreeting2")
                .presses("2")
                .hears("vm-options")
                .presses("*")
                .hears("vm-messages")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("E2-remove-temp", call);
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.TEMPORARY))
                .isEmpty();
    }

    @Test
    void twoDifferentNewPins() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-options")
                .presses("5")
                .hears("vm-newpassword")
                .waits(ofSeconds(3))
                .presses("1111#")
                .hears("vm-reenterpassword")
                .waits(ofSeconds(2))
                .presses("2222#")
                .hears("vm-options")
                .presses("*")
                .hears("vm-messages")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("E4-password-mismatch", call);
        assertThat(fixture.credentials.pin(FlowFixture.BOX)).isEmpty();
    }

    @Test
    void aNewPin() {
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-options")
                .presses("5")
                .hears("vm-newpassword")
                .presses("4321#")
                .hears("vm-reenterpassword")
                .presses("4321#")
                .hears("vm-options")
                .hangsUp();

        fixture.retrieve(call);

        Transcripts.assertAsIn("change-pin", call);
        assertThat(fixture.credentials.pin(FlowFixture.BOX))
                .hasValueSatisfying(pin -> assertThat(pin.matches("4321")).isTrue());
    }
}

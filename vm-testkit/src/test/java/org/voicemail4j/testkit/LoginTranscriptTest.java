package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallOutcome.LoginFailed;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;

/** What owners hear when they log in, prompt by prompt, beside what a real Asterisk played to them. */
class LoginTranscriptTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void threeWrongPinsOnTheOwnersLine() {
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("9999#")
                .hears("vm-password")
                .presses("9998#")
                .hears("vm-password")
                .presses("9997#");

        assertThat(fixture.retrieve(call)).isEqualTo(new LoginFailed(Optional.of(FlowFixture.BOX)));

        Transcripts.assertAsIn("B2-wrong-pw-x3", call);
    }

    @Test
    void threeWrongLoginsOnAnyLine() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("9#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("8#")
                .hears("vm-incorrect-mailbox")
                .presses("4711#")
                .hears("vm-password")
                .presses("7#");

        assertThat(fixture.retrieveAny(call)).isInstanceOf(LoginFailed.class);

        Transcripts.assertAsIn("login-wrong-three-times", call);
    }

    @Test
    void aSecondTryToLogInAndAPinThatIsFixed() {
        fixture.subscribe(Subscriber.of(FlowFixture.BOX).fixedPin(Pin.clear("1234")));
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .waits(ofSeconds(2))
                .presses("1000#")
                .hears("vm-password")
                .presses("9#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-options")
                .presses("5")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieveAny(call)).isEqualTo(new Retrieved(FlowFixture.BOX));

        Transcripts.assertAsIn("B3-login-ask-mailbox", call);
    }

    @Test
    void starStartsTheLoginOver() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .waits(ofSeconds(2))
                .presses("*#")
                .hears("vm-login")
                .presses("#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieveAny(call)).isEqualTo(new Retrieved(FlowFixture.BOX));

        Transcripts.assertAsIn("B5-star", call);
    }

    @Test
    void aLoginWithNewAndOldMessages() {
        fixture.clock.advance(Duration.ofMinutes(93));
        fixture.leaveIn(Folder.OLD);
        fixture.leaveIn(Folder.OLD);
        fixture.leave();
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-advopts")
                .presses("#");

        fixture.retrieveAny(call);

        Transcripts.assertAsIn("login-new-and-old", call);
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).hasSize(2);
    }
}

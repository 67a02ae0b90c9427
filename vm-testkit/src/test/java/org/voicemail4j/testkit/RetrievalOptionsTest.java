package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.call.RetrievalOptions.USUAL;

import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;

/** Visits as the options of Asterisk's VoiceMailMain have them. */
class RetrievalOptionsTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void noPinIsAskedOfWhomTheNetworkKnows() {
        ScriptedCall call = fixture.owner().hears("vm-opts").presses("#");

        assertThat(fixture.retrieve(call, USUAL.withoutPin())).isEqualTo(new Retrieved(FlowFixture.BOX));

        assertThat(call.transcript()).startsWith("vm-youhave\n");
    }

    @Test
    void aMailboxThatIsEnteredNeedsItsPinAllTheSame() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieveAny(call, USUAL.withoutPin());

        assertThat(call.transcript()).contains("> 1000#\nvm-password\n");
    }

    @Test
    void aPrefixStandsBeforeWhatIsEntered() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("00#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieveAny(call, USUAL.prefixed("10"))).isEqualTo(new Retrieved(MailboxId.parse("1000")));
    }

    @Test
    void aFolderIsPlayedAtOnce() {
        fixture.leaveIn(Folder.WORK);
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call, USUAL.playing(Folder.WORK));

        Transcripts.assertAsIn("playing-a-folder", call);
    }

    @Test
    void aFolderWithNothingInItIsSaidAndLeft() {
        ScriptedCall call = fixture.owner();

        fixture.retrieve(call, USUAL.playing(Folder.WORK).withoutPin());

        assertThat(call.transcript()).isEqualTo("""
                vm-youhave
                vm-no
                vm-Work
                vm-messages
                vm-goodbye
                -- hangs up
                """);
    }

    @Test
    void readOnlyLeavesEverythingWhereItIs() {
        fixture.leave();
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-helpexit")
                .presses("9")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call, USUAL.readOnly());

        Transcripts.assertAsIn("read-only", call);
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }
}

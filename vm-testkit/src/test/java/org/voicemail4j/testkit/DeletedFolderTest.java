package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voicemail4j.message.Folder;

/** Owners look at what they deleted and take it back. */
class DeletedFolderTest {

    private final FlowFixture fixture = new FlowFixture().policy(policy -> policy.keptDeleted(5));

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#").hears("vm-youhave");
    }

    @Test
    void aDeletedMessageIsTakenBack() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-helpexit")
                .presses("2")
                .hears("vm-tocancel")
                .presses("1")
                .hears("vm-helpexit")
                .presses("2")
                .hears("menu/deleted-folder")
                .presses("*")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("taking-back-a-deleted-message", call);
        assertThat(fixture.list(Folder.DELETED)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
    }

    @Test
    void withNothingInItTheFolderIsNotOffered() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("2")
                .hears("vm-tocancel")
                .presses("*")
                .hears("vm-tocancel")
                .presses("#")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("> *\nvm-sorry\n").doesNotContain("menu/deleted-folder");
    }
}

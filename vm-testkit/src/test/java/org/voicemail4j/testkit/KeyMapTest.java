package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.menu.KeyMap;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;

/** Other keys than Asterisk's, and prompts that name them. */
class KeyMapTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#").hears("vm-youhave");
    }

    @Test
    void theClassicKeys() {
        fixture.policy(policy -> policy.keys(KeyMap.CLASSIC).sendMessages(true));
        fixture.subscribe("1017", policy -> policy);
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1017"));
        fixture.leave();
        ScriptedCall call = loggedIn()
                .hears("menu/leave")
                .presses("1")
                .hears("menu/leave")
                .presses("5")
                .hears("menu/leave")
                .presses("8")
                .speaks(Duration.ofSeconds(3))
                .presses("#")
                .hears("menu/repeat")
                .presses("7")
                .hears("vm-undelete")
                .presses("#")
                .hears("vm-savemessage")
                .presses("3")
                .hears("menu/change-folder")
                .hears("vm-starmain")
                .presses("1")
                .hears("vm-for")
                .presses("2")
                .hears("menu/leave")
                .presses("*");

        fixture.retrieve(call);

        Transcripts.assertAsIn("classic-keys", call);
        assertThat(fixture.inboxOf("1017")).hasSize(1);
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void whileAMessageSoundsTheClassicKeysGoBackAndForth() {
        fixture.policy(policy -> policy.keys(KeyMap.CLASSIC));
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hearsRecording()
                .waits(Duration.ofSeconds(1))
                .presses("1")
                .presses("2")
                .waits(Duration.ofSeconds(30))
                .presses("23")
                .hears("menu/repeat")
                .presses("*");

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(call.transcript()).contains("<recording 2.8 s>\n> 1223\nvm-advopts\n");
    }

    @Test
    void oneKeyChangedIsNamedAndTheOthersAreSaidAsEver() {
        KeyMap ours = KeyMap.ASTERISK.with("ours", Menu.MAIN, keys -> {
            keys.put('7', MenuAction.SAVE);
            keys.put('9', MenuAction.DELETE);
            return keys;
        });
        fixture.policy(policy -> policy.keys(ours));
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-helpexit")
                .presses("9")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("one-key-changed", call);
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void aKeyThatDoesNothingIsAnsweredByAnExcuse() {
        KeyMap fewer = KeyMap.ASTERISK.with("fewer", Menu.MAIN, keys -> {
            keys.remove('8');
            return keys;
        });
        fixture.policy(policy -> policy.keys(fewer));
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-helpexit")
                .presses("8")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("> 8\nvm-sorry\n").doesNotContain("vm-toforward");
    }

    @Test
    void aMenuWithoutAWayOutIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyMap.ASTERISK.with("trap", Menu.MAIN, keys -> {
                    keys.remove('#');
                    return keys;
                }))
                .withMessageContaining("LEAVE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyMap.ASTERISK.with("odd", Menu.FORWARDING, keys -> {
                    keys.put('3', MenuAction.DELETE);
                    return keys;
                }))
                .withMessageContaining("FORWARDING has no DELETE");
    }
}

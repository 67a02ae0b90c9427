package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.menu.KeyMap;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;

/** Options about keys, and about whom owners can call. */
class MenuOptionsTest {

    @TempDir
    Path folder;

    private MailboxPolicy policy(String text) {
        return Samples.mailbox(Samples.read(folder, text), "1@default").policy();
    }

    @Test
    void aKeyMapForAllAndAnotherForOne() {
        String text = "[general]\nkeymap=classic\n[default]\n1 => 1,A\n2 => 2,B,,,keymap=Asterisk\n";
        VoicemailConf conf = Samples.read(folder, text);

        assertThat(Samples.mailbox(conf, "1@default").policy().keys()).isEqualTo(KeyMap.CLASSIC);
        assertThat(Samples.mailbox(conf, "2@default").policy().keys()).isEqualTo(KeyMap.ASTERISK);
        assertThatThrownBy(() -> policy("[general]\nkeymap=qwerty\n[default]\n1 => 1\n"))
                .hasMessageEndingWith("2: keymap is 'qwerty'; the name of a key map: asterisk or classic is expected");
    }

    @Test
    void keysWhileAMessageSounds() {
        KeyMap keys = policy(
                        "[general]\nlisten-control-forward-key=69\nlisten-control-pause-key=0*\n[default]\n1 => 1\n")
                .keys();

        assertThat(keys.action(Menu.LISTENING, '6')).contains(MenuAction.SKIP_FORWARD);
        assertThat(keys.action(Menu.LISTENING, '9')).contains(MenuAction.SKIP_FORWARD);
        assertThat(keys.action(Menu.LISTENING, '#')).isEmpty();
        assertThat(keys.action(Menu.LISTENING, '*')).contains(MenuAction.PAUSE);
        assertThat(keys.action(Menu.LISTENING, '2')).contains(MenuAction.RESTART);
        assertThatThrownBy(() -> policy("[general]\nlisten-control-restart-key=x\n[default]\n1 => 1\n"))
                .hasMessageContaining(
                        "listen-control-restart-key is 'x'; keys, each one of 0 to 9, * and # is expected");
    }

    @Test
    void listsForEverybody() {
        VoicemailConf conf = Samples.read(folder, """
                [general]
                listscontext=groups
                [default]
                1001 => 1
                1002 => 2
                [sales]
                1001 => 3
                [groups]
                700 => 1001,1002,1001
                701@sales => 1001,1002@default,4711
                1001 => 1002
                """);

        assertThat(conf.members(MailboxId.parse("700"))).contains(List.of(id("1001@default"), id("1002@default")));
        assertThat(conf.members(id("701@sales"))).contains(List.of(id("1001@sales"), id("1002@default")));
        assertThat(conf.members(id("700@sales"))).isEmpty();
        assertThat(conf.members(id("1001@default"))).isEmpty();
        assertThat(conf.warnings())
                .extracting(ConfWarning::toString)
                .satisfiesExactly(
                        first -> assertThat(first).contains("'4711' on list 701@sales is no mailbox"),
                        second -> assertThat(second).contains("list '1001' is no number, or that of a mailbox"));
    }

    @Test
    void aListForEverybodyHasNoMoreMembersThanAMessageCanBeOpenedFor() {
        StringBuilder text = new StringBuilder("[general]\nlistscontext=groups\n[default]\n");
        IntStream.range(1000, 2001).forEach(number -> text.append(number).append(" => 1\n"));
        text.append("[groups]\n700 => ");
        IntStream.range(1000, 2001).forEach(number -> text.append(number).append(','));
        VoicemailConf conf = Samples.read(folder, text + "\n");

        List<MailboxId> members = conf.members(MailboxId.parse("700")).orElseThrow();
        assertThat(members).hasSize(1000).endsWith(MailboxId.parse("1999"));
        assertThat(conf.warnings())
                .singleElement()
                .asString()
                .contains("list 700@default has 1001 members; those after the first 1000 are passed over");
    }

    private static MailboxId id(String text) {
        return MailboxId.parse(text);
    }

    @Test
    void whoIsFoundByWhichNames() {
        VoicemailConf conf = Samples.read(
                folder, "[default]\n1 => 1,A,,,hidefromdir=yes\n2 => 2,Bob,,,alias=Rob Roy|tz=UTC|alias=Robert\n");

        assertThat(Samples.mailbox(conf, "1@default").isListed()).isFalse();
        assertThat(Samples.mailbox(conf, "2@default").isListed()).isTrue();
        assertThat(Samples.mailbox(conf, "2@default").aliases()).containsExactly("Rob Roy", "Robert");
    }

    @Test
    void nobodyIsCalledUnlessItIsSaidWhom() {
        MailboxPolicy policy = policy("[default]\n1 => 1\n");

        assertThat(policy.callBack().areAny()).isFalse();
        assertThat(policy.dialOut().areAny()).isFalse();
    }

    @Test
    void aContextAloneAllowsNothingAndIsWarnedOf() {
        VoicemailConf conf = Samples.read(folder, "[general]\ncallback=fromvm\n[default]\n1 => 1\n");

        assertThat(Samples.mailbox(conf, "1@default").policy().callBack().areAny())
                .isFalse();
        assertThat(conf.warnings()).singleElement().asString().contains("nothing is called without callbackallow");
    }

    @Test
    void whatIsAllowedAndDenied() {
        MailboxPolicy policy = policy(
                "[general]\ndialout=out\ndialoutallow=_0ZX.,_NXXXXXX\n[default]\n1 => 1,A,,,callbackallow=_1XXX\n");

        assertThat(policy.dialOut().plan()).isEqualTo("out");
        assertThat(policy.dialOut().allow("5551234")).isTrue();
        assertThat(policy.dialOut().allow("03012345")).isTrue();
        assertThat(policy.dialOut().allow("09001234567")).as("premium").isFalse();
        assertThat(policy.dialOut().allow("0044123")).isFalse();
        assertThat(policy.callBack().allow("1017")).isTrue();
        assertThat(policy.callBack().allow("5551234")).isFalse();
        assertThat(policy("[general]\ndialoutallow=_0.\ndialdeny=\n[default]\n1 => 1\n")
                        .dialOut()
                        .allow("09001234567"))
                .as("what the operator no longer denies")
                .isTrue();
        assertThatThrownBy(() -> policy("[general]\ndialoutallow=_X(a+)+$\n[default]\n1 => 1\n"))
                .hasMessageContaining("patterns like _NXXXXXX between commas is expected");
    }
}

package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallOutcome.LoginFailed;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.PinRules;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.MoveResult;

/** Several owners of one mailbox, each with a PIN: what one has heard is new for the other. */
class SharedOwnersTest {

    private final FlowFixture fixture = new FlowFixture();

    @BeforeEach
    void annaAndBert() {
        fixture.policy(policy -> policy.owners(Map.of("anna", Pin.clear("4711"), "bert", Pin.clear("0815"))));
    }

    private ScriptedCall loggedIn(String pin) {
        return fixture.owner().hears("vm-password").presses(pin + "#");
    }

    private void listens(String pin) {
        ScriptedCall call = loggedIn(pin)
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-helpexit")
                .presses("#");
        fixture.retrieve(call);
        assertThat(call.unfinished()).isEmpty();
    }

    private String told(String pin) {
        ScriptedCall call = loggedIn(pin).hears("vm-opts").presses("#");
        fixture.retrieve(call);
        return call.transcript();
    }

    @Test
    void eachHasNewMessagesUntilHavingHeardThem() {
        Message message = fixture.leave();
        listens("4711");
        assertThat(told("4711")).contains("vm-youhave\ndigits/1\nvm-Old\n");
        assertThat(told("0815")).contains("vm-youhave\ndigits/1\nvm-INBOX\n");
        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(kept -> assertThat(kept.envelope().heardBy()).containsExactly("anna"));
        listens("0815");
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).extracting(Message::id).containsExactly(message.id());
    }

    /** Old was full, or somebody has put the message back: the lamp is on, and everybody finds out why. */
    @Test
    void whatAllHaveHeardAndIsInTheInboxIsNewForEverybody() {
        Message message = fixture.leave();
        listens("4711");
        listens("0815");
        assertThat(fixture.messages.move(FlowFixture.BOX, message.id(), Folder.INBOX, 9))
                .isEqualTo(MoveResult.DONE);
        assertThat(told("4711")).contains("vm-youhave\ndigits/1\nvm-INBOX\n");
        assertThat(told("0815")).contains("vm-youhave\ndigits/1\nvm-INBOX\n");
        listens("0815");
        assertThat(fixture.list(Folder.OLD)).extracting(Message::id).containsExactly(message.id());
    }

    @Test
    void whatOneOwnerSavesAmongTheOldIsThere() {
        fixture.leave();
        listens("4711");
        ScriptedCall saves = oldMessage().presses("91").hears("vm-savedto");
        fixture.retrieve(saves.hears("vm-delete").presses("#"));
        assertThat(saves.unfinished()).as(saves.transcript()).isEmpty();
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
    }

    @Test
    void whatOneOwnerSavesAmongTheOldAndThenDeletesIsGone() {
        fixture.leave();
        listens("4711");
        ScriptedCall deletes =
                oldMessage().presses("91").hears("vm-savedto").presses("7").hears("vm-deleted");
        fixture.retrieve(deletes.presses("#"));
        assertThat(fixture.list(Folder.INBOX)).as(deletes.transcript()).isEmpty();
    }

    /** Anna listens to the first of what is old for her. */
    private ScriptedCall oldMessage() {
        return loggedIn("4711")
                .hears("vm-onefor")
                .presses("21")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-delete");
    }

    @Test
    void aForwardedMessageIsNewForOwnersOfTheSameNameInTheOtherMailbox() {
        fixture.subscribe(
                "1001", policy -> policy.owners(Map.of("anna", Pin.clear("4711"), "carl", Pin.clear("0816"))));
        fixture.leave();
        ScriptedCall call = loggedIn("4711")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-repeat")
                .presses("2")
                .hears("vm-press")
                .presses("1")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-repeat")
                .presses("8")
                .hears("vm-extension")
                .presses("1001#")
                .hears("vm-forwardoptions")
                .presses("2")
                .hears("vm-msgforwarded")
                .hears("vm-helpexit")
                .presses("#");
        fixture.retrieve(call);
        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(fixture.list(Folder.INBOX).get(0).envelope().heardBy()).containsExactly("anna");
        assertThat(fixture.inboxOf("1001"))
                .singleElement()
                .satisfies(copy -> assertThat(copy.envelope().heardBy()).isEmpty());
    }

    @Test
    void whatOneHasHeardAndAnotherNotCanBeHeardAgainAndDeletedAndSaved() {
        fixture.leave();
        fixture.leave();
        listens("4711");
        ScriptedCall again = loggedIn("4711")
                .hears("vm-onefor")
                .presses("21")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-delete")
                .presses("7")
                .hears("vm-undelete")
                .presses("#");
        fixture.retrieve(again);
        assertThat(again.unfinished()).isEmpty();
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
        assertThat(fixture.list(Folder.OLD)).isEmpty();
    }

    @Test
    void savedAsNewIsNewAgain() {
        fixture.leave();
        listens("4711");
        ScriptedCall saves = loggedIn("4711")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-savemessage")
                .presses("9")
                .hears("vm-savefolder")
                .presses("0")
                .hears("vm-savedto")
                .hears("vm-helpexit")
                .presses("#");
        fixture.retrieve(saves);
        assertThat(saves.unfinished()).isEmpty();
        assertThat(told("4711")).contains("vm-youhave\ndigits/1\nvm-INBOX\n");
    }

    /** It would be everybody's, and one's own would go on being what it was. */
    @Test
    void onesOwnPinIsNotChangedByPhone() {
        fixture.policy(policy ->
                policy.owners(Map.of("anna", Pin.clear("4711"))).forceName(true).pinRules(PinRules.STRICT));
        ScriptedCall call = loggedIn("4711")
                .hears("vm-opts")
                .presses("0")
                .hears("vm-options")
                .presses("5")
                .hears("vm-sorry")
                .presses("*")
                .hears("vm-opts")
                .presses("#");
        fixture.retrieve(call);
        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(call.transcript()).doesNotContain("vm-newpassword", "vm-newuser");
        assertThat(fixture.credentials.pin(FlowFixture.BOX)).isEmpty();
    }

    @Test
    void aSetUpByOneOfThemEndsWithTheirGreetings() {
        fixture.policy(
                policy -> policy.owners(Map.of("anna", Pin.clear("1000"))).forceName(true));
        ScriptedCall first = loggedIn("1000")
                .hears("vm-rec-name")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-opts")
                .presses("#");
        fixture.retrieve(first);
        assertThat(first.unfinished()).as(first.transcript()).isEmpty();
        assertThat(told("1000")).doesNotContain("vm-newuser");
    }

    @Test
    void thePinThatAllHaveInCommonHearsForAll() {
        fixture.leave();
        listens("1234");
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
    }

    @Test
    void anotherPinIsWrong() {
        assertThat(fixture.retrieve(loggedIn("9999").hangsUp())).isInstanceOf(LoginFailed.class);
    }
}

package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.FaultyStore.Fault;

/** Owners listen: what counts as heard, and what fails in between. */
class RetrievalFlowTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall loggedIn(FlowFixture at) {
        return at.owner().hears("vm-password").presses("1234#").hears("vm-opts");
    }

    private ScriptedCall loggedIn() {
        return loggedIn(fixture);
    }

    @Test
    void theLatestDeletedMessagesAreKept() {
        fixture.policy(policy -> policy.keptDeleted(2));
        Message first = fixture.leave();
        Message second = fixture.leave();
        Message third = fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).isEmpty();
        assertThat(fixture.list(Folder.DELETED))
                .extracting(Message::id)
                .containsExactly(second.id(), third.id())
                .doesNotContain(first.id());
        assertThat(fixture.events).filteredOn("deleted"::equals).hasSize(3);
        assertThat(fixture.messages.counts(FlowFixture.BOX)).isEqualTo(new MessageCounts(0, 0, 0, 0));
    }

    @Test
    void threeRoundsOfSilenceEndTheCall() {
        ScriptedCall call = loggedIn();

        fixture.retrieve(call);

        assertThat(call.transcript().split("vm-helpexit\n... 6.0 s\n", -1)).hasSize(4);
        assertThat(call.transcript()).endsWith("... 6.0 s\nvm-goodbye\n-- hangs up\n");
    }

    @Test
    void aKeyDuringAMessageStopsItAndCounts() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hearsRecording()
                .presses("7")
                .hears("vm-deleted")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).isEmpty();
        assertThat(fixture.events).containsExactly("logged in 1000", "heard", "deleted", "counts changed");
    }

    @Test
    void oneDuringTheHeaderGoesOnToTheMessage() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-received")
                .presses("1")
                .hearsRecording()
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("vm-received\n> 1\n<recording 2.8 s>\n");
    }

    @Test
    void anotherKeyDuringTheHeaderLeavesTheMessageUnheard() {
        fixture.leave();
        ScriptedCall call = loggedIn().presses("1").hears("vm-received").presses("#");

        fixture.retrieve(call);

        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
        assertThat(fixture.events).containsExactly("logged in 1000");
    }

    @Test
    void heardMessagesStayNewIfThePolicySaysSo() {
        fixture.policy(policy -> policy.moveHeard(false));
        fixture.leave();
        ScriptedCall call = loggedIn().presses("1").hears("vm-repeat").presses("#");

        fixture.retrieve(call);

        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void heardMessagesStayNewIfSavedAsNew() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-repeat")
                .presses("9")
                .hears("vm-press")
                .presses("0")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void heardMessagesStayNewIfOldIsFull() {
        fixture.policy(policy -> policy.maxMessages(1));
        fixture.leaveIn(Folder.OLD);
        fixture.leave();
        ScriptedCall call = loggedIn().presses("1").hears("vm-repeat").presses("#");

        fixture.retrieve(call);

        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void keysThatDoNothingHere() {
        ScriptedCall call = loggedIn()
                .presses("8")
                .hears("vm-opts")
                .presses("3")
                .hears("vm-opts")
                .presses("9")
                .hears("vm-opts")
                .presses("6")
                .hears("vm-opts")
                .presses("4")
                .hears("vm-opts")
                .presses("5")
                .hears("vm-opts")
                .presses("*")
                .hears("vm-opts-full")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(call.transcript())
                .contains("> 8\nvm-opts\n> 3\nvm-sorry\nvm-opts\n> 9\nvm-opts\n> 6\nvm-nomore\nvm-opts\n> 4\n"
                        + "vm-nomore\nvm-opts\n> 5\nvm-youhave\nvm-no\nvm-INBOX\nvm-messages\nvm-opts\n> *\n"
                        + "vm-opts-full\n> #\n");
    }

    @Test
    void dateAndCallerOnRequest() {
        fixture.policy(policy -> policy.sayEnvelope(false));
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-repeat")
                .presses("3")
                .hears("vm-starmain")
                .presses("3")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript())
                .contains("vm-message\n<recording 2.8 s>\n")
                .contains("vm-tohearenv\nvm-starmain\n> 3\nvm-received\ndigits/today\n")
                .contains("vm-from-phonenumber\ndigits/5\n");
    }

    @Test
    void aStoreThatFailsIsApologizedForAndReported() {
        FlowFixture broken = new FlowFixture(store -> new FaultyStore(store, Fault.LIST));
        ScriptedCall call = loggedIn(broken);

        assertThatThrownBy(() -> broken.retrieve(call)).isInstanceOf(StoreException.class);

        assertThat(call.transcript()).endsWith("vm-messages\nvm-tryagainlater\n-- hangs up\n");
    }

    @Test
    void aDeletionThatFailsDoesNotKeepTheRestFromBeingDone() {
        FlowFixture broken = new FlowFixture(store -> new FaultyStore(store, Fault.DELETE));
        broken.leave();
        broken.leave();
        ScriptedCall call = loggedIn(broken)
                .presses("1")
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("#");

        assertThatThrownBy(() -> broken.retrieve(call)).isInstanceOf(StoreException.class);

        assertThat(broken.list(Folder.INBOX)).hasSize(1);
        assertThat(broken.list(Folder.OLD)).hasSize(1);
        assertThat(call.transcript()).endsWith("vm-tryagainlater\n-- hangs up\n");
    }
}

package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.LoginFailed;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.FaultyStore.Fault;

/** What becomes of logins, messages and greetings when owners call. */
class RetrievalFlowTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall loggedIn(FlowFixture at) {
        return at.owner().hears("vm-password").presses("1234#").hears("vm-opts");
    }

    private ScriptedCall loggedIn() {
        return loggedIn(fixture);
    }

    // deleted messages that are kept

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

    // logins

    @Test
    void aLockedMailboxIsToldAndTheCallEnds() {
        for (int i = 0; i < 20; i++) {
            fixture.credentials.recordFailure(FlowFixture.BOX, fixture.clock.instant());
        }
        ScriptedCall call = fixture.owner().hears("vm-password").presses("1234#");

        assertThat(fixture.retrieve(call)).isInstanceOf(LoginFailed.class);

        assertThat(call.transcript()).endsWith("vm-login-locked\nvm-goodbye\n-- hangs up\n");
        assertThat(fixture.events).containsExactly("login locked 1000");
    }

    @Test
    void aMailboxWithoutPinIsOpen() {
        fixture.subscribe(Subscriber.of(FlowFixture.BOX));
        ScriptedCall call = fixture.owner().hears("vm-opts").presses("#");

        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));

        assertThat(call.transcript()).doesNotContain("vm-password");
    }

    @Test
    void anUnknownMailboxIsAskedForItsPinLikeAnyOther() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("9999#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-incorrect-mailbox")
                .hangsUp();

        assertThat(fixture.retrieveAny(call)).isEqualTo(new LoginFailed(Optional.of(MailboxId.parse("9999"))));
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void silenceIsNotAWrongPin() {
        ScriptedCall call = fixture.owner();

        assertThat(fixture.retrieve(call)).isInstanceOf(LoginFailed.class);

        assertThat(call.transcript()).endsWith("vm-incorrect\nvm-goodbye\n-- hangs up\n");
        assertThat(fixture.credentials.failures(FlowFixture.BOX).count()).isZero();
    }

    @Test
    void aCallerWithoutNumberWhoEntersNothingHasNoMailbox() {
        ScriptedCall call =
                ScriptedCall.of(CallInfo.of("call-3", CallPurpose.retrieval()).build());

        assertThat(fixture.retrieveAny(call)).isEqualTo(new LoginFailed(Optional.empty()));
    }

    @Test
    void starAtThePinLeadsToAnotherMailbox() {
        fixture.subscribe("2000", policy -> policy);
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("*#")
                .hears("vm-login")
                .presses("2000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(MailboxId.parse("2000")));
    }

    @Test
    void moreAttemptsIfThePolicySaysSo() {
        fixture.policy(policy -> policy.loginAttempts(5));
        ScriptedCall call = fixture.owner();
        for (int i = 0; i < 4; i++) {
            call.hears("vm-password").presses("9#");
        }
        call.hears("vm-password").presses("1234#").hears("vm-opts").presses("#");

        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));
    }

    // messages

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
    void aFullFolderTakesNoMore() {
        fixture.policy(policy -> policy.maxMessages(1));
        fixture.leaveIn(Folder.WORK);
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-repeat")
                .presses("9")
                .hears("vm-press")
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("vm-mailboxfull");
        assertThat(fixture.list(Folder.WORK)).hasSize(1);
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
    }

    @Test
    void messagesThatArriveMeanwhileAreNotTouched() {
        FlowFixture busy = new FlowFixture(ArrivingWhileListening::new);
        Message first = busy.leave();
        ScriptedCall call = loggedIn(busy)
                .presses("1")
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-repeat")
                .presses("#");

        busy.retrieve(call);

        assertThat(busy.list(Folder.INBOX)).hasSize(1).extracting(Message::id).doesNotContain(first.id());
        assertThat(busy.list(Folder.OLD)).isEmpty();
    }

    /** An urgent message arrives, in front of all others, whenever one is opened. */
    private static final class ArrivingWhileListening extends ForwardingStore {

        ArrivingWhileListening(MessageStore sound) {
            super(sound);
        }

        @Override
        public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
            Envelope envelope =
                    Envelope.received(Instant.EPOCH).urgency(Urgency.URGENT).build();
            DepositStart start = sound.beginDeposit(mailbox, envelope, new DepositTerms(100, Duration.ZERO));
            try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
                deposit.renditions().get(0).append(ByteBuffer.allocate(16_000));
                deposit.commit();
            }
            return super.open(mailbox, id);
        }
    }

    @Test
    void aMessageThatSomebodyElseDeletedIsSaidToBeDeleted() {
        FlowFixture robbed = new FlowFixture(DeletedByOthers::new);
        robbed.leave();
        ScriptedCall call = loggedIn(robbed).presses("1").hears("vm-repeat").presses("#");

        assertThat(robbed.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));

        assertThat(call.transcript()).contains("> 1\nvm-deleted\n");
    }

    /** Somebody else deletes each message just before it is opened. */
    private static final class DeletedByOthers extends ForwardingStore {

        DeletedByOthers(MessageStore sound) {
            super(sound);
        }

        @Override
        public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
            sound.delete(mailbox, id);
            return super.open(mailbox, id);
        }
    }

    @Test
    void theFoldersAreClosedWhenAnotherIsOpened() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-repeat")
                .presses("2")
                .hears("vm-press")
                .presses("1")
                .hears("vm-opts")
                .presses("1")
                .hearsRecording()
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("vm-Old\nvm-messages\nvm-onefor\nvm-Old\nvm-messages\nvm-opts\n> 1\n");
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
    }

    @Test
    void poundAndWrongKeysInTheFolderMenu() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("2")
                .hears("vm-press")
                .presses("*")
                .hears("vm-press")
                .presses("#")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("vm-press\n> *\nvm-sorry\nvm-press\n> #\nvm-onefor\n");
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

    // greetings

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

    // broken stores

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

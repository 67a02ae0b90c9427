package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MessageStore;

/** Owners go from folder to folder, while others change what lies there. */
class FolderFlowTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall loggedIn(FlowFixture at) {
        return at.owner().hears("vm-password").presses("1234#").hears("vm-opts");
    }

    private ScriptedCall loggedIn() {
        return loggedIn(fixture);
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

    @Test
    void aMessageThatSomebodyElseDeletedIsSaidToBeDeleted() {
        FlowFixture robbed = new FlowFixture(DeletedByOthers::new);
        robbed.leave();
        ScriptedCall call = loggedIn(robbed).presses("1").hears("vm-repeat").presses("#");

        assertThat(robbed.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));

        assertThat(call.transcript()).contains("> 1\nvm-deleted\n");
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
}

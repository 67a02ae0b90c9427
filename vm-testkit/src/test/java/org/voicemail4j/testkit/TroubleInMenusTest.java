package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;

/** A store that fails in the middle of a dialogue costs nobody a message, and keeps nobody from the other ones. */
class TroubleInMenusTest {

    @Test
    void aMessageThatCannotBeReadKeepsNobodyFromTheOthers() {
        FlowFixture fixture = new FlowFixture(store -> new Unreadable(store));
        Message unreadable = fixture.leave();
        Message sound = fixture.leave();
        ScriptedCall owner = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-tryagainlater")
                .presses("7")
                .hears("vm-repeat")
                .presses("6")
                .hearsRecording()
                .hears("vm-repeat")
                .presses("#");

        assertThat(fixture.retrieve(owner)).isEqualTo(new CallOutcome.Retrieved(FlowFixture.BOX));

        assertThat(owner.unfinished()).as(owner.transcript()).isEmpty();
        assertThat(fixture.messages.find(FlowFixture.BOX, unreadable.id())).isEmpty();
        assertThat(fixture.list(Folder.OLD)).extracting(Message::id).containsExactly(sound.id());
    }

    @Test
    void aCallerToAMailboxWithoutAnyPlaceIsToldSo() {
        FlowFixture fixture = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                throw new StoreException("planted: no account of " + mailbox);
            }
        });
        ScriptedCall caller = fixture.caller();

        assertThatThrownBy(() -> fixture.deposit(caller)).isInstanceOf(StoreException.class);

        Transcripts.assertAsIn("no-place-for-a-message", caller);
    }

    @Test
    void anOwnerWhoseGreetingHasNoRoomIsToldSoAndGoesOn() {
        FlowFixture fixture = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
                throw new StoreException("planted: the journal is full");
            }
        });
        ScriptedCall owner = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .presses("0")
                .hears("vm-options")
                .presses("1")
                .hears("vm-storefull")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        assertThat(fixture.retrieve(owner)).isEqualTo(new CallOutcome.Retrieved(FlowFixture.BOX));

        Transcripts.assertAsIn("no-room-for-a-greeting", owner);
    }

    @Test
    void anOwnerWhoMeetsTroubleAgainAndAgainIsLetGo() {
        FlowFixture fixture = new FlowFixture(store -> new Unreadable(store));
        fixture.leave();
        ScriptedCall owner =
                fixture.owner().hears("vm-password").presses("1234#").hears("vm-onefor");
        for (int i = 0; i < 6; i++) {
            owner.presses("5").hears("vm-tryagainlater");
        }

        assertThatThrownBy(() -> fixture.retrieve(owner)).isInstanceOf(StoreException.class);

        assertThat(owner.transcript()).endsWith("vm-tryagainlater\n-- hangs up\n");
    }

    @Test
    void aCallerWhoseMarkCannotBeKeptDoesNotLoseTheMessage() {
        FlowFixture fixture = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            Deposit spoil(Deposit deposit) {
                return new Unmarkable(deposit);
            }
        });
        fixture.policy(policy -> policy.review(true).leaveUrgent(true));
        ScriptedCall caller = fixture.caller()
                .speaks(ofSeconds(4))
                .presses("#")
                .hears("vm-review")
                .presses("4");

        assertThat(fixture.deposit(caller)).isInstanceOf(Deposited.class);

        assertThat(caller.transcript()).endsWith("> 4\nvm-msgsaved\n-- hangs up\n");
        assertThat(fixture.list(Folder.INBOX)).singleElement().satisfies(message -> {
            assertThat(message.isUrgent()).isFalse();
            assertThat(message.length()).isGreaterThanOrEqualTo(ofSeconds(4));
        });
    }

    @Test
    void aCallerIsNotThankedForWhatTheStoreHasNothingOf() {
        FlowFixture fixture = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            Deposit spoil(Deposit deposit) {
                return new ForwardingDeposit(deposit) {
                    @Override
                    public Optional<Message> commit() {
                        return Optional.empty();
                    }
                };
            }
        });
        ScriptedCall caller = fixture.caller().speaks(ofSeconds(4)).presses("#");

        assertThat(fixture.deposit(caller)).isInstanceOf(NotDeposited.class);

        assertThat(caller.transcript()).contains("vm-nothingrecorded").doesNotContain("auth-thankyou");
    }

    @Test
    void oneOfSeveralRecipientsWhoseMailboxFailsCostsTheOthersNothing() {
        FlowFixture fixture = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                DepositStart start = sound.beginDeposit(mailbox, envelope, terms);
                return mailbox.number().equals("1001")
                        ? new DepositStart.Opened(new Unmarkable(((DepositStart.Opened) start).deposit()))
                        : start;
            }
        });
        List.of("1001", "1002").forEach(number -> fixture.subscribe(number, policy -> policy));
        fixture.policy(policy -> policy.review(true).leaveUrgent(true));
        CallInfo info =
                CallInfo.of("call-1", CallPurpose.deposit("1000&1001&1002,s")).build();
        ScriptedCall caller = ScriptedCall.of(info)
                .on(fixture.clock)
                .speaks(ofSeconds(4))
                .presses("#")
                .hears("vm-review")
                .presses("4")
                .hears("vm-review")
                .presses("1");

        assertThat(fixture.deposit(caller)).isInstanceOf(Deposited.class);

        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.isUrgent()).isTrue());
        assertThat(fixture.inboxOf("1002")).hasSize(1);
        assertThat(fixture.inboxOf("1001"))
                .singleElement()
                .satisfies(message -> assertThat(message.isUrgent()).isFalse());
        fixture.assertNothingHalfStored("1001");
    }

    @Test
    void aRecipientWhoCannotBeLookedUpKeepsNeitherPlacesNorTheOthersFromTheirs() {
        FlowFixture fixture = new FlowFixture();
        List.of("1001", "1002").forEach(number -> fixture.subscribe(number, policy -> policy));
        fixture.unreadable.add(MailboxId.parse("1001"));
        CallInfo info =
                CallInfo.of("call-1", CallPurpose.deposit("1000&1001&1002,s")).build();
        ScriptedCall caller =
                ScriptedCall.of(info).on(fixture.clock).speaks(ofSeconds(4)).presses("#");

        assertThat(fixture.deposit(caller)).isInstanceOf(Deposited.class);

        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
        assertThat(fixture.inboxOf("1002")).hasSize(1);
        fixture.assertNothingHalfStored();
    }

    @Test
    void whatCouldNotBeDeletedWhenTheFolderWasLeftIsDeletedWhenItIsLeftAgain() {
        boolean[] failed = {false};
        FlowFixture fixture = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
                if (!failed[0]) {
                    failed[0] = true;
                    throw new StoreException("planted: not now");
                }
                return super.delete(mailbox, id, from);
            }
        });
        fixture.leave();
        ScriptedCall owner = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-onefor")
                .presses("1")
                .hearsRecording()
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-deleted")
                .presses("2")
                .hears("vm-changeto")
                .presses("1")
                .hears("vm-tryagainlater")
                .hangsUp();

        fixture.retrieve(owner);

        assertThat(owner.unfinished()).as(owner.transcript()).isEmpty();
        assertThat(failed[0]).isTrue();
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).isEmpty();
    }

    /** Cannot read the first message that anybody wants to hear. */
    private static final class Unreadable extends ForwardingStore {

        private Optional<MessageId> first = Optional.empty();

        Unreadable(MessageStore store) {
            super(store);
        }

        @Override
        public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
            first = first.or(() -> Optional.of(id));
            if (first.filter(id::equals).isPresent()) {
                throw new StoreException("the disk has a scratch");
            }
            return super.open(mailbox, id);
        }
    }

    /** Takes a recording, and cannot note any more that it is urgent. */
    private static final class Unmarkable extends ForwardingStore.ForwardingDeposit {

        Unmarkable(Deposit deposit) {
            super(deposit);
        }

        @Override
        public void envelope(Envelope envelope) {
            if (envelope.urgency() == Urgency.URGENT) {
                throw new StoreException("the disk is full");
            }
            super.envelope(envelope);
        }
    }
}

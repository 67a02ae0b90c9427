package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.FaultyStore.Fault;

/** Owners send messages on. */
class ForwardTest {

    private static final MailboxId BOX = FlowFixture.BOX;

    private FlowFixture fixture = withRecipients(new FlowFixture());

    private static FlowFixture withRecipients(FlowFixture fixture) {
        fixture.subscribe("1017", policy -> policy);
        fixture.subscribe("1018", policy -> policy);
        return fixture;
    }

    /** Somebody who has heard the first message and forwards it to those. */
    private ScriptedCall forwardsTo(String numbers) {
        return fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-repeat")
                .presses("8")
                .hears("vm-extension")
                .presses(numbers);
    }

    private byte[] sound(MailboxId mailbox, Message message) {
        return Sounds.octets(fixture.messages.open(mailbox, message.id()).orElseThrow());
    }

    private void name(String number) {
        AudioContent name = Sounds.tone(700, ofSeconds(1));
        try (GreetingRecording greeting = fixture.messages.beginGreeting(MailboxId.parse(number), GreetingKind.NAME)) {
            greeting.renditions().get(0).append(ByteBuffer.wrap(Sounds.octets(name)));
            greeting.commit();
        }
    }

    @Test
    void withAnIntroduction() {
        Message original = fixture.leaveIn(Folder.OLD);
        fixture.leaveIn(Folder.OLD);
        byte[] before = sound(BOX, original);
        ScriptedCall call = forwardsTo("1017#")
                .hears("vm-forwardoptions")
                .presses("1")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("C2b-forward-prepend", call);
        assertThat(sound(BOX, original)).as("the original").isEqualTo(before);
        Message copy = onlyMessageOf("1017");
        assertThat(copy.length()).isEqualTo(ofSeconds(3).plusMillis(100).plus(original.length()));
        assertThat(sound(MailboxId.parse("1017"), copy))
                .as("introduction, original")
                .endsWith(before);
        assertThat(copy.envelope().caller()).isEqualTo(FlowFixture.CALLER);
        assertThat(fixture.events).contains("forwarded to 1017", "counts changed");
    }

    /** Gives the first message of the inbox a text, forwards it to 1017 by that key, and gives the copy's attributes. */
    private Map<String, String> attributesOfACopy(String key) {
        Message original = fixture.leave();
        fixture.messages.change(
                BOX,
                original.id(),
                envelope -> envelope.toBuilder()
                        .attribute("transcript", "call me")
                        .attribute("transcript-2", "back")
                        .attribute("transcripted-by", "hand")
                        .build());
        ScriptedCall call = forwardsTo("1017#").hears("vm-starmain").presses(key);
        if (key.equals("1")) {
            call = call.speaks(ofSeconds(3)).presses("#");
        }
        fixture.retrieve(call.hears("vm-helpexit").presses("#"));
        return onlyMessageOf("1017").envelope().attributes();
    }

    @Test
    void anIntroducedCopyDoesNotKeepTheTextOfTheOriginal() {
        assertThat(attributesOfACopy("1"))
                .containsKey("transcripted-by")
                .doesNotContainKeys("transcript", "transcript-2");
    }

    @Test
    void aCopyAsItIsKeepsTheText() {
        assertThat(attributesOfACopy("2")).containsKeys("transcripted-by", "transcript", "transcript-2");
    }

    @Test
    void asItIsToTwo() {
        Message original = fixture.leave();
        name("1018");
        ScriptedCall call = forwardsTo("1017*1018*1017#")
                .hears("vm-starmain")
                .presses("2")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("forward-to-two", call);
        for (String number : new String[] {"1017", "1018"}) {
            Message copy = onlyMessageOf(number);
            assertThat(sound(MailboxId.parse(number), copy)).isEqualTo(sound(BOX, original));
            assertThat(copy.envelope().received()).isEqualTo(original.envelope().received());
        }
    }

    @Test
    void unknownOwnAndFullMailboxesAreRefused() {
        fixture.leave();
        fixture.subscribe("1019", policy -> policy.maxMessages(0));
        ScriptedCall call = forwardsTo("1017*4711#")
                .hears("vm-extension")
                .presses("1000#")
                .hears("vm-extension")
                .presses("1017*1019#")
                .hears("vm-extension")
                .presses("*#")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("forward-refused", call);
        assertThat(fixture.inboxOf("1017")).isEmpty();
    }

    @Test
    void cancelledAtTheOptions() {
        fixture.leave();
        ScriptedCall call = forwardsTo("1017#")
                .hears("vm-starmain")
                .presses("*")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        assertThat(fixture.inboxOf("1017")).isEmpty();
        assertThat(call.transcript()).doesNotContain("vm-msgforwarded");
    }

    @Test
    void urgencyTravelsWhereThePolicyWantsIt() {
        fixture.policy(policy -> policy.forwardUrgent(true));
        fixture.leave(Urgency.URGENT);

        fixture.retrieve(forwardsTo("1017#").hears("vm-starmain").presses("2").hears("vm-msgforwarded"));

        assertThat(onlyMessageOf("1017").isUrgent()).isTrue();
    }

    @Test
    void withoutThePolicyAnUrgentMessageArrivesAsAnyOther() {
        fixture.leave(Urgency.URGENT);

        fixture.retrieve(forwardsTo("1017#").hears("vm-starmain").presses("2").hears("vm-msgforwarded"));

        assertThat(onlyMessageOf("1017").isUrgent()).isFalse();
    }

    @Test
    void aMessageThatReachesNobodyIsToldSo() {
        fixture = withRecipients(new FlowFixture(store -> new FaultyStore(store, Fault.COMMIT)));
        fixture.leave();
        ScriptedCall call = forwardsTo("1017#")
                .hears("vm-starmain")
                .presses("2")
                .hears("vm-forward-failed")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(fixture.inboxOf("1017")).isEmpty();
    }

    @Test
    void aMessageThatReachesSomeIsToldSo() {
        fixture = withRecipients(new FlowFixture(SecondCommitFails::new));
        fixture.leave();
        ScriptedCall call = forwardsTo("1017*1018#")
                .hears("vm-starmain")
                .presses("2")
                .hears("vm-forward-partly")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(fixture.inboxOf("1017")).hasSize(1);
        assertThat(fixture.inboxOf("1018")).isEmpty();
    }

    @Test
    void anIntroductionWithoutSoundSendsNothing() {
        fixture.leave();
        ScriptedCall call = forwardsTo("1017#")
                .hears("vm-starmain")
                .presses("1")
                .hears("beep")
                .fallsDead();

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("beep\nvm-nothingrecorded\n");
        assertThat(fixture.inboxOf("1017")).isEmpty();
    }

    private Message onlyMessageOf(String number) {
        assertThat(fixture.inboxOf(number)).hasSize(1);
        return fixture.inboxOf(number).get(0);
    }

    /** A store that fails when a message is committed after another one. */
    private static final class SecondCommitFails extends ForwardingStore {

        private int commits;

        SecondCommitFails(MessageStore sound) {
            super(sound);
        }

        @Override
        Deposit spoil(Deposit deposit) {
            return new ForwardingDeposit(deposit) {
                @Override
                public Optional<Message> commit() {
                    if (++commits > 1) {
                        throw new StoreException("planted: second commit");
                    }
                    return super.commit();
                }
            };
        }
    }

    @Test
    void aPrivateMessageIsNotForwarded() {
        Message message = fixture.leave();
        fixture.messages.change(
                FlowFixture.BOX,
                message.id(),
                envelope ->
                        envelope.toBuilder().sensitivity(Sensitivity.PRIVATE).build());
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-toforward")
                .presses("8")
                .hears("vm-sorry")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(call.transcript()).doesNotContain("vm-extension");
    }
}

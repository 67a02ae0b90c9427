package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.FaultyStore.Fault;

/** What becomes of a message, whatever happens while it is left. */
class DepositFlowTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void theEnvelopeTellsWhoCalledAndWhenTheBeepCame() {
        Party secretary = Party.ofNumber("2000");
        ScriptedCall call = ScriptedCall.of(CallInfo.of("abc@host", CallPurpose.deposit(FlowFixture.BOX))
                        .caller(FlowFixture.CALLER)
                        .redirecting(secretary)
                        .build())
                .on(fixture.clock)
                .speaks(ofSeconds(3))
                .presses("#");
        Instant answered = fixture.clock.instant();

        fixture.deposit(call);

        Envelope envelope = onlyMessage().envelope();
        assertThat(envelope.caller()).isEqualTo(FlowFixture.CALLER);
        assertThat(envelope.redirecting()).isEqualTo(secretary);
        assertThat(envelope.callId()).isEqualTo("abc@host");
        assertThat(envelope.received()).as("after six prompts and instructions").isEqualTo(answered.plusSeconds(7));
    }

    /** Whoever hears the beep talks at once, and a disk may take its time. */
    @Test
    void filesAreMadeBeforeTheBeep() {
        List<String> heardBefore = new ArrayList<>();
        List<ScriptedCall> calls = new ArrayList<>();
        FlowFixture watched = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                Deposit begun = ((DepositStart.Opened) super.beginDeposit(mailbox, envelope, terms)).deposit();
                return new DepositStart.Opened(new ForwardingDeposit(begun) {
                    @Override
                    public void recordingBegins() {
                        heardBefore.add(calls.get(0).transcript());
                        super.recordingBegins();
                    }
                });
            }
        });
        calls.add(watched.caller().speaks(ofSeconds(3)).presses("#"));

        watched.deposit(calls.get(0));

        assertThat(heardBefore)
                .singleElement()
                .satisfies(heard -> assertThat(heard).contains("vm-intro").doesNotContain("beep"));
        assertThat(calls.get(0).transcript()).contains("beep");
    }

    @Test
    void whatIsKeptIsWhatWasSaid() {
        var words = Sounds.noise(AudioFormat.WAV, ofMillis(1500), 5);
        ScriptedCall call = fixture.caller().speaks(words).hangsUp();

        fixture.deposit(call);

        var kept = fixture.messages.open(FlowFixture.BOX, onlyMessage().id()).orElseThrow();
        assertThat(Sounds.octets(kept)).isEqualTo(Sounds.octets(words));
    }

    @Test
    void aVeryQuietVoiceIsNotTakenForSilence() {
        ScriptedCall call = fixture.caller().waits(ofSeconds(20)).presses("#");

        fixture.deposit(call);

        assertThat(onlyMessage().length()).isGreaterThan(ofSeconds(10));
    }

    @Test
    void whenNoSoundArrivesNothingIsStored() {
        ScriptedCall call = fixture.caller().fallsDead();

        assertThat(fixture.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.NOTHING_RECORDED));

        assertThat(call.transcript()).endsWith("beep\nvm-nothingrecorded\n-- hangs up\n");
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void whenSoundStopsArrivingWhatCameIsKept() {
        ScriptedCall call = fixture.caller().speaks(ofSeconds(3)).fallsDead();

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        assertThat(onlyMessage().length()).isEqualTo(ofMillis(3200));
    }

    @Test
    void silenceDoesNotCountTowardsTheShortestMessage() {
        fixture.policy(policy -> policy.shortestMessage(ofSeconds(3)));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(1))
                .waits(ofSeconds(5))
                .speaks(ofSeconds(1))
                .presses("#");

        assertThat(fixture.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.TOO_SHORT));
    }

    @Test
    void whoIsTooShortOnTheWayToTheOperatorIsTold() {
        fixture.policy(policy -> policy.shortestMessage(ofSeconds(3)).operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(1))
                .presses("0")
                .hears("vm-saveoper")
                .presses("1");

        fixture.deposit(call);

        assertThat(call.transcript()).contains("vm-tooshort");
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(call.transferredTo()).hasValue("0100");
    }

    @Test
    void withoutAnOperatorZeroDoesNothing() {
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("0*1")
                .speaks(ofSeconds(3))
                .presses("0")
                .waits(ofSeconds(1))
                .presses("#");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        assertThat(call.transferredTo()).isEmpty();
    }

    @Test
    void promptsAreInTheMailboxsLanguage() {
        fixture.policy(policy -> policy.language(Locale.GERMAN));
        ScriptedCall call = fixture.caller().hangsUp();

        fixture.deposit(call);

        assertThat(call.language()).isEqualTo(Locale.GERMAN);
    }

    @Test
    void aDiskThatFillsUpKeepsWhatFitted() {
        FlowFixture full = new FlowFixture(store -> new FaultyStore(store, Fault.DISK_FULL_AFTER_TWO_SECONDS));
        ScriptedCall call = full.caller().speaks(ofSeconds(10)).presses("#");

        assertThat(full.deposit(call)).isInstanceOf(Deposited.class);

        assertThat(call.transcript()).contains("vm-recording-kept").doesNotContain("auth-thankyou");
        assertThat(full.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.length()).isEqualTo(ofSeconds(2)));
        assertThat(full.events).containsExactly("cut short, kept PT2S", "deposited", "counts changed");
    }

    @Test
    void aFullDiskStoresNothingAndSaysSo() {
        FlowFixture full = new FlowFixture(store -> new FaultyStore(store, Fault.DISK_FULL));
        ScriptedCall call = full.caller().speaks(ofSeconds(10)).presses("#");

        assertThat(full.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.NO_SPACE));

        assertThat(call.transcript()).endsWith("beep\nvm-storefull\n-- hangs up\n");
        assertThat(full.list(Folder.INBOX)).isEmpty();
        assertThat(full.events).containsExactly("cut short, kept PT0S");
    }

    @Test
    void aStoreWithoutRoomSaysSoBeforeTheGreeting() {
        FlowFixture full = new FlowFixture(store -> new FaultyStore(store, Fault.NO_SPACE_AT_BEGIN));
        ScriptedCall call = full.caller();

        assertThat(full.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.NO_SPACE));

        assertThat(call.transcript()).isEqualTo("vm-storefull\n-- hangs up\n");
    }

    @Test
    void aStoreThatFailsAtTheEndThanksNobody() {
        FlowFixture broken = new FlowFixture(store -> new FaultyStore(store, Fault.COMMIT));
        ScriptedCall call = broken.caller().speaks(ofSeconds(3)).presses("#");

        assertThatThrownBy(() -> broken.deposit(call)).isInstanceOf(StoreException.class);

        assertThat(call.transcript()).endsWith("> #\nvm-cannot-store\n-- hangs up\n");
        assertThat(broken.events).isEmpty();
    }

    @Test
    void aStoreThatCannotCutSilenceKeepsTheMessageWithIt() {
        FlowFixture broken = new FlowFixture(store -> new FaultyStore(store, Fault.TRUNCATE));
        ScriptedCall call =
                broken.caller().speaks(ofSeconds(3)).waits(ofSeconds(2)).presses("#");

        assertThat(broken.deposit(call)).isInstanceOf(Deposited.class);

        assertThat(broken.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.length()).isGreaterThan(ofSeconds(5)));
    }

    @Test
    void aGreetingThatCannotBeReadDoesNotKeepAnybodyFromLeavingAMessage() {
        FlowFixture broken = new FlowFixture(store -> new FaultyStore(store, Fault.GREETING));
        broken.greet(GreetingKind.UNAVAILABLE, ofSeconds(2));
        ScriptedCall call = broken.caller().speaks(ofSeconds(3)).presses("#");

        assertThat(broken.deposit(call)).isInstanceOf(Deposited.class);

        assertThat(call.transcript()).startsWith("vm-theperson\n");
    }

    private Message onlyMessage() {
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
        return fixture.list(Folder.INBOX).get(0);
    }
}

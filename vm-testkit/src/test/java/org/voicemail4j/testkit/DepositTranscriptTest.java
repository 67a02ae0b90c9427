package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.RedirectReason;

/** What callers hear, prompt by prompt, beside what a real Asterisk played to them. */
class DepositTranscriptTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void anUnavailableOwnerWithoutGreeting() {
        ScriptedCall call = fixture.caller().speaks(ofSeconds(3)).presses("#");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-unavailable", call);
    }

    @Test
    void aCallerWhoHangsUpAfterSpeaking() {
        ScriptedCall call = fixture.caller().speaks(ofSeconds(3)).hangsUp();

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-by-hang-up", call);
        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.length()).isEqualTo(ofSeconds(3)));
    }

    @Test
    void aCallerWhoSkipsTheInstructionsAndHangsUpAfterSpeaking() {
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .hangsUp();

        fixture.deposit(call);

        Transcripts.assertAsIn("A4-silent-hangup", call);
    }

    @Test
    void aBusyOwnerWithRecordedName() {
        fixture.greet(GreetingKind.NAME, ofMillis(1500));
        ScriptedCall call = fixture.caller(RedirectReason.BUSY)
                .hears("vm-isonphone")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-busy-name", call);
    }

    @Test
    void aBusyGreeting() {
        fixture.greet(GreetingKind.BUSY, ofMillis(3300));
        fixture.greet(GreetingKind.UNAVAILABLE, ofMillis(2200));
        ScriptedCall call =
                fixture.caller(RedirectReason.BUSY).speaks(ofSeconds(3)).presses("#");

        fixture.deposit(call);

        Transcripts.assertAsIn("A5b-busy-greeting", call);
    }

    @Test
    void aTemporaryGreetingReplacesTheOthers() {
        fixture.greet(GreetingKind.BUSY, ofMillis(3300));
        fixture.greet(GreetingKind.UNAVAILABLE, ofMillis(2200));
        fixture.greet(GreetingKind.TEMPORARY, ofMillis(2800));
        ScriptedCall call = fixture.caller().speaks(ofSeconds(3)).presses("#");

        fixture.deposit(call);

        Transcripts.assertAsIn("A6-temp-greeting", call);
    }

    @Test
    void theOperatorDuringTheGreeting() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller().hears("vm-theperson").presses("0");

        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("0100"));

        Transcripts.assertAsIn("A10b-operator-greeting", call);
    }

    @Test
    void theAttendantDuringTheGreeting() {
        fixture.policy(policy -> policy.attendant(Optional.of("0200")));
        ScriptedCall call = fixture.caller().hears("vm-theperson").presses("*");

        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("0200"));

        Transcripts.assertAsIn("A10d-star-exit", call);
    }

    @Test
    void aFullMailboxIsToldBeforeTheGreeting() {
        fixture.policy(policy -> policy.maxMessages(1));
        fixture.leave();
        ScriptedCall call = fixture.caller();

        assertThat(fixture.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.MAILBOX_FULL));

        Transcripts.assertAsIn("A11-mailboxfull", call);
    }

    @Test
    void tooLittleSpeechIsNotKeptAndTheCallerIsTold() {
        fixture.policy(policy -> policy.shortestMessage(ofSeconds(3)));
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(2))
                .presses("#");

        assertThat(fixture.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.TOO_SHORT));

        Transcripts.assertAsIn("A12-minsecs", call);
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void aGreetingOnlyMailbox() {
        fixture.policy(policy -> policy.maxMessages(0));
        ScriptedCall call = fixture.caller();

        assertThat(fixture.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.GREETING_ONLY));

        Transcripts.assertAsIn("A13-maxmsg0", call);
    }

    @Test
    void silenceEndsTheRecordingAndIsCutOff() {
        fixture.policy(policy -> policy.trailingSilence(ofSeconds(4)));
        ScriptedCall call = fixture.caller().speaks(ofSeconds(3));

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-by-silence", call);
        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.length()).isEqualTo(ofMillis(3200)));
    }

    @Test
    void theLongestLengthEndsTheRecording() {
        fixture.policy(policy -> policy.longestMessage(ofSeconds(5)));
        ScriptedCall call = fixture.caller().speaks(ofSeconds(60));

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-longest", call);
    }

    @Test
    void aCallerReviewsAndTakesTheMessageAnew() {
        fixture.policy(policy -> policy.review(true));
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("2")
                .hearsRecording()
                .hears("vm-review")
                .presses("4")
                .hears("vm-marked-urgent")
                .hears("vm-review")
                .presses("4")
                .hears("vm-marked-nonurgent")
                .hears("vm-review")
                .presses("3")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("5")
                .hears("vm-review")
                .presses("1");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("A9-review", call);
        assertThat(fixture.list(Folder.INBOX)).singleElement().satisfies(message -> {
            assertThat(message.length()).isEqualTo(ofMillis(2100));
            assertThat(message.isUrgent()).isFalse();
        });
    }

    @Test
    void aCallerWhoPressesNothingInTheReview() {
        fixture.policy(policy -> policy.review(true));
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("A9b-review-timeout", call);
    }

    @Test
    void anUrgentMessage() {
        fixture.policy(policy -> policy.review(true).operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-reachoper")
                .presses("4")
                .hears("vm-reachoper")
                .presses("1");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-review-urgent", call);
        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.isUrgent()).isTrue());
    }

    @Test
    void whoIsTooShortInAMailboxWithReviewMayTryAgain() {
        fixture.policy(policy -> policy.review(true).shortestMessage(ofSeconds(2)));
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(1))
                .presses("#")
                .hears("vm-torerecord")
                .presses("3")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-review-too-short", call);
    }
}

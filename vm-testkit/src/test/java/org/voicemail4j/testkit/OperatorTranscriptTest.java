package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Urgency;

/** Callers who leave for the operator with something recorded, or want to. */
class OperatorTranscriptTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void theOperatorWhileRecordingAndTheRecordingKept() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(3))
                .presses("0")
                .hears("vm-saveoper")
                .presses("1");

        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("0100"));

        Transcripts.assertAsIn("A10-operator-during-rec", call);
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void theOperatorWhileRecordingAndTheRecordingKeptAsUrgent() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(3))
                .presses("0")
                .hears("vm-saveoper")
                .presses("4");

        fixture.deposit(call);

        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.envelope().urgency()).isEqualTo(Urgency.URGENT));
    }

    @Test
    void theOperatorWhileRecordingAndTheRecordingDropped() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller().speaks(ofSeconds(3)).presses("0");

        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("0100"));

        Transcripts.assertAsIn("deposit-operator-dropped", call);
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void aTransferThatTheNetworkRefusesLeadsBackToTheMessage() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .withoutTransfer()
                .hears("vm-theperson")
                .presses("0")
                .speaks(ofSeconds(3))
                .presses("#");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-transfer-refused", call);
    }

    @Test
    void whoCannotBeGivenTheOperatorLooksAfterWhatWasToBeDropped() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .withoutTransfer()
                .speaks(ofSeconds(3))
                .presses("0")
                .hears("vm-review")
                .presses("1");

        assertThat(fixture.deposit(call)).isInstanceOf(Deposited.class);

        Transcripts.assertAsIn("deposit-operator-refused", call);
        assertThat(fixture.list(Folder.INBOX))
                .singleElement()
                .satisfies(message -> assertThat(message.length()).isEqualTo(ofMillis(3100)));
    }

    @Test
    void whoCannotBeGivenTheOperatorAndHangsUpHasLeftTheMessage() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        fixture.deposit(fixture.caller()
                .withoutTransfer()
                .speaks(ofSeconds(3))
                .presses("0")
                .hears("vm-review")
                .hangsUp());
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void whoSaidNothingAndCannotBeGivenTheOperatorSpeaksNow() {
        fixture.policy(
                policy -> policy.shortestMessage(ofSeconds(2)).review(true).operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .withoutTransfer()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(1))
                .presses("0")
                .hears("vm-saveoper")
                .presses("1")
                .hears("vm-sorry")
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(1))
                .presses("#")
                .hears("vm-tooshort")
                .hears("vm-torerecord")
                .presses("3")
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1");

        assertThat(fixture.deposit(call)).as(call.transcript()).isInstanceOf(Deposited.class);

        assertThat(call.transcript()).as("once is enough").containsOnlyOnce("cannot transfer");
        assertThat(call.transcript()).doesNotContain("vm-reachoper");
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void whoHangsUpOnTheWayToTheOperatorHasDroppedTheMessage() {
        fixture.policy(policy -> policy.operator(Optional.of("0100")));
        fixture.deposit(fixture.caller()
                .speaks(ofSeconds(3))
                .presses("0")
                .hears("transfer")
                .hangsUp());
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        fixture.assertNothingHalfStored();
    }

    @Test
    void theOperatorFromTheReview() {
        fixture.policy(policy -> policy.review(true).leaveUrgent(false).operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-reachoper")
                .presses("4")
                .hears("vm-reachoper")
                .presses("0")
                .hears("vm-saveoper")
                .presses("1");

        assertThat(fixture.deposit(call)).isEqualTo(new Transferred("0100"));

        Transcripts.assertAsIn("deposit-review-operator", call);
        assertThat(fixture.list(Folder.INBOX)).hasSize(1);
    }

    @Test
    void anUrgentTakeThatIsDroppedMarksNoOther() {
        fixture.policy(policy -> policy.shortestMessage(ofSeconds(2)).operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .withoutTransfer()
                .speaks(ofMillis(500))
                .presses("0")
                .hears("vm-saveoper")
                .presses("4")
                .hears("beep")
                .speaks(ofSeconds(3))
                .presses("#");

        fixture.deposit(call);

        assertThat(fixture.list(Folder.INBOX))
                .as(call.transcript())
                .singleElement()
                .satisfies(message -> assertThat(message.isUrgent()).isFalse());
    }
}

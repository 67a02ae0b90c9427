package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;

/** Owners leave messages for others from within their mailbox. */
class ComposeTest {

    private final FlowFixture fixture = fixture();

    private static FlowFixture fixture() {
        FlowFixture fixture = new FlowFixture();
        MailboxPolicy policy =
                MailboxPolicy.DEFAULT.toBuilder().sendMessages(true).build();
        fixture.subscribe(Subscriber.of(FlowFixture.BOX)
                .fullName("Alice Liddell")
                .pin(Pin.clear("1234"))
                .policy(policy));
        fixture.subscribe("1017", other -> other);
        return fixture;
    }

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#").hears("vm-helpexit");
    }

    private ScriptedCall answersTheFirst() {
        return loggedIn().presses("1").hears("vm-repeat").presses("3").hears("vm-toreply");
    }

    private Message onlyMessageOf(String number) {
        assertThat(fixture.inboxOf(number)).hasSize(1);
        return fixture.inboxOf(number).get(0);
    }

    @Test
    void aMessageForSomebodyElse() {
        fixture.leaveIn(Folder.OLD);
        fixture.leaveIn(Folder.OLD);
        ScriptedCall call = loggedIn()
                .presses("3")
                .hears("vm-leavemsg")
                .hears("vm-starmain")
                .waits(ofSeconds(3))
                .presses("5")
                .hears("vm-extension")
                .presses("1017#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("C2c-compose", call);
        assertThat(onlyMessageOf("1017").envelope().caller()).isEqualTo(Party.of("Alice Liddell", "1000"));
    }

    @Test
    void aMessageForTwoAndTheOwnerIsReviewedOnce() {
        fixture.subscribe("1017", policy -> policy.review(true).operator(Optional.of("0100")));
        ScriptedCall call = loggedIn()
                .presses("3")
                .hears("vm-starmain")
                .presses("5")
                .hears("vm-extension")
                .presses("1017*1000#")
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("3")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review-urgent")
                .presses("4")
                .hears("vm-review")
                .presses("1")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("compose-for-two", call);
        assertThat(onlyMessageOf("1017").isUrgent()).isTrue();
        assertThat(onlyMessageOf("1000").length())
                .isEqualTo(onlyMessageOf("1017").length());
        assertThat(onlyMessageOf("1000").isUrgent()).isTrue();
    }

    @Test
    void anAnswerToACallerWithAMailbox() {
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1017"));
        ScriptedCall call = answersTheFirst()
                .presses("1")
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("reply", call);
        assertThat(onlyMessageOf("1017").envelope().caller()).isEqualTo(Party.of("Alice Liddell", "1000"));
    }

    @Test
    void noAnswerToACallerWithoutMailboxOrNumber() {
        fixture.leave(Urgency.NORMAL, Party.ofNumber("5551234"));
        fixture.leave(Urgency.NORMAL, Party.UNKNOWN);
        ScriptedCall call = answersTheFirst()
                .presses("1")
                .hears("vm-nobox")
                .presses("6")
                .hears("vm-repeat")
                .presses("3")
                .hears("vm-toreply")
                .presses("1")
                .hears("vm-nonumber")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(fixture.events).doesNotContain("deposited");
    }

    @Test
    void noAnswerIntoAFullMailbox() {
        fixture.subscribe("1017", policy -> policy.maxMessages(0));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1017"));
        ScriptedCall call =
                answersTheFirst().presses("1").hears("vm-mailboxfull").hangsUp();

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(fixture.inboxOf("1017")).isEmpty();
    }

    @Test
    void whereThePolicyDoesNotAllowItNothingIsOffered() {
        fixture.policy(policy -> policy);
        fixture.leave();
        ScriptedCall call = answersTheFirst()
                .presses("5")
                .hears("vm-sorry")
                .presses("*")
                .hears("vm-helpexit")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.unfinished()).isEmpty();
        assertThat(call.transcript()).doesNotContain("vm-leavemsg");
    }

    @Test
    void anUnfinishedMessageReachesNobody() {
        fixture.subscribe("1017", policy -> policy.shortestMessage(ofSeconds(2)));
        ScriptedCall call = loggedIn()
                .presses("3")
                .hears("vm-starmain")
                .presses("5")
                .hears("vm-extension")
                .presses("1017*1000#")
                .speaks(ofSeconds(1))
                .presses("#")
                .hears("vm-tooshort")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(fixture.inboxOf("1017")).isEmpty();
        assertThat(fixture.inboxOf("1000")).isEmpty();
        fixture.assertNothingHalfStored("1017");
    }
}

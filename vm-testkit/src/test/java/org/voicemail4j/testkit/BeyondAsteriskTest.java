package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
import org.voicemail4j.mailbox.NumberPattern;
import org.voicemail4j.mailbox.OpeningHours;
import org.voicemail4j.mailbox.PinRules;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;

/** What owners and callers can do here and cannot there, in a call. */
class BeyondAsteriskTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void whoMustSetAnotherPinDoesSoBeforeAnythingElse() {
        fixture.policy(policy -> policy.pinRules(PinRules.STRICT));
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-newpassword")
                .presses("111111#")
                .hears("vm-reenterpassword")
                .presses("111111#")
                .hears("vm-invalid-password")
                .hears("vm-newpassword")
                .presses("294857#")
                .hears("vm-reenterpassword")
                .presses("294857#")
                .hears("vm-passchanged")
                .hears("vm-opts")
                .presses("#");
        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));
        assertThat(call.unfinished()).isEmpty();
        ScriptedCall next = fixture.owner()
                .hears("vm-password")
                .presses("294857#")
                .hears("vm-opts")
                .presses("#");
        fixture.retrieve(next);
        assertThat(next.transcript()).doesNotContain("vm-newpassword");
    }

    @Test
    void whosePinIsTooOldSetsAnotherOneBeforeAnythingElse() {
        fixture.policy(policy -> policy.pinRules(new PinRules(0, false, 0, false, Duration.ofDays(90))));
        fixture.retrieve(fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-newpassword")
                .presses("1234#")
                .hears("vm-reenterpassword")
                .presses("1234#")
                .hears("vm-invalid-password")
                .hears("vm-newpassword")
                .hangsUp());
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-newpassword")
                .presses("294857#")
                .hears("vm-reenterpassword")
                .presses("294857#")
                .hears("vm-passchanged")
                .hears("vm-opts")
                .presses("#");
        assertThat(fixture.retrieve(call)).isEqualTo(new Retrieved(FlowFixture.BOX));
        assertThat(call.unfinished()).isEmpty();
        assertThat(call.transcript()).doesNotContain("vm-newuser");
        ScriptedCall next = fixture.owner()
                .hears("vm-password")
                .presses("294857#")
                .hears("vm-opts")
                .presses("#");
        fixture.retrieve(next);
        assertThat(next.transcript()).doesNotContain("vm-newpassword");
    }

    @Test
    void whoHangsUpInsteadOfSettingAPinIsAskedAgain() {
        fixture.policy(policy -> policy.pinRules(PinRules.STRICT));
        fixture.retrieve(fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-newpassword")
                .hangsUp());
        ScriptedCall again = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-newpassword")
                .hangsUp();
        fixture.retrieve(again);
        assertThat(again.unfinished()).isEmpty();
    }

    @Test
    void aCallerMarksTheMessagePrivateAndItIsSoAfterAnotherTake() {
        fixture.policy(policy -> policy.review(true).leavePrivate(true).leaveUrgent(false));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review-private")
                .presses("5")
                .hears("vm-marked-private")
                .hears("vm-review-nonprivate")
                .presses("3")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review-nonprivate")
                .presses("1");
        fixture.deposit(call);
        assertThat(call.unfinished()).isEmpty();
        assertThat(fixture.list(Folder.INBOX)).singleElement().matches(Message::isPrivate);
    }

    @Test
    void aPrivateMarkCanBeTakenBack() {
        fixture.policy(policy -> policy.review(true).leavePrivate(true));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review-private")
                .presses("5")
                .hears("vm-marked-private")
                .presses("5")
                .hears("vm-marked-nonprivate")
                .presses("1");
        fixture.deposit(call);
        assertThat(fixture.list(Folder.INBOX)).singleElement().matches(message -> !message.isPrivate());
    }

    @Test
    void aTemporaryGreetingBeginsAndEndsByItself() {
        LocalDateTime now = LocalDateTime.parse("2026-11-22T18:50");
        fixture.policy(policy -> policy.greetingSchedule(new GreetingSchedule(
                Optional.of(now.plusHours(1)), Optional.of(now.plusHours(2)), OpeningHours.ALWAYS)));
        fixture.greet(GreetingKind.TEMPORARY, ofMillis(1500));
        assertThat(greeting()).startsWith("vm-theperson");
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(greeting()).startsWith("<recording 1.5 s>");
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(greeting()).startsWith("vm-theperson");
    }

    /** It is Sunday evening; an hour and a quarter of a day later it is Monday morning in Kathmandu. */
    @Test
    void outsideOfTheHoursTheGreetingForThatIsHeard() {
        fixture.policy(policy -> policy.greetingSchedule(
                new GreetingSchedule(Optional.empty(), Optional.empty(), OpeningHours.parse("mon-fri 00:00-24:00"))));
        fixture.greet(GreetingKind.UNAVAILABLE, ofMillis(1200));
        assertThat(greeting()).as("no greeting for that").startsWith("<recording 1.2 s>");
        fixture.greet(GreetingKind.CLOSED, ofMillis(1700));
        assertThat(greeting()).startsWith("<recording 1.7 s>");
        fixture.clock.advance(Duration.ofHours(6));
        assertThat(greeting()).startsWith("<recording 1.2 s>");
    }

    @Test
    void onHolidaysTheGreetingForClosedHoursIsHeard() {
        fixture.policy(policy -> policy.greetingSchedule(
                new GreetingSchedule(Optional.empty(), Optional.empty(), OpeningHours.parse("not 11-22"))));
        fixture.greet(GreetingKind.CLOSED, ofMillis(1700));
        assertThat(greeting()).startsWith("<recording 1.7 s>");
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(greeting()).startsWith("vm-theperson");
    }

    @Test
    void someCallersHearAGreetingOfTheirOwn() {
        fixture.policy(policy -> policy.greetingSchedule(schedule("_555.", Absence.UNUSED)));
        fixture.greet(GreetingKind.TEMPORARY, ofMillis(1200));
        assertThat(greeting()).as("no greeting for that").startsWith("<recording 1.2 s>");
        fixture.greet(GreetingKind.SPECIAL, ofMillis(1900));
        assertThat(greeting()).startsWith("<recording 1.9 s>");
        fixture.policy(policy -> policy.greetingSchedule(schedule("_556.", Absence.UNUSED)));
        assertThat(greeting()).as("another number").startsWith("<recording 1.2 s>");
    }

    @Test
    void whileTheOwnerIsAwayForLongCallersAreToldAndLeaveNothing() {
        fixture.policy(policy -> policy.greetingSchedule(schedule("_555.", Absence.GREETING_ONLY)));
        fixture.greet(GreetingKind.SPECIAL, ofMillis(1900));
        assertThat(greeting()).as("not away").startsWith("<recording 1.9 s>");
        fixture.greet(GreetingKind.ABSENCE, ofMillis(2100));
        ScriptedCall call = fixture.caller().speaks(ofSeconds(5)).presses("#");

        assertThat(fixture.deposit(call)).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.GREETING_ONLY));

        assertThat(call.transcript()).isEqualTo("<recording 2.1 s>\n-- hangs up\n");
        fixture.policy(policy -> policy.greetingSchedule(schedule("_555.", Absence.TAKES_MESSAGES)));
        assertThat(greeting()).startsWith("<recording 2.1 s>\nvm-intro\n");
        fixture.policy(policy -> policy.greetingSchedule(schedule("_555.", Absence.UNUSED)));
        assertThat(greeting()).startsWith("<recording 1.9 s>");
    }

    private static GreetingSchedule schedule(String callers, Absence absence) {
        return new GreetingSchedule(
                GreetingPeriod.ALWAYS,
                OpeningHours.ALWAYS,
                List.of(NumberPattern.of(callers)),
                absence,
                GreetingPeriod.ALWAYS);
    }

    private String greeting() {
        ScriptedCall call = fixture.caller().hears("vm-intro").hangsUp();
        fixture.deposit(call);
        return call.transcript();
    }
}

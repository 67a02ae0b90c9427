package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.NumberPattern;
import org.voicemail4j.mailbox.OpeningHours;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.store.StoreException;

/** Owners say by phone from when until when a greeting is heard. It is the 22nd of November 2026, a Sunday. */
class GreetingDatesTest {

    private FlowFixture fixture = new FlowFixture(PersonalLists.NONE, new InMemoryGreetingDates());

    @BeforeEach
    void aTemporaryGreeting() {
        fixture.greet(GreetingKind.TEMPORARY, ofMillis(1500));
    }

    private ScriptedCall owner() {
        return fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("0")
                .hears("vm-options");
    }

    private ScriptedCall inDates() {
        return owner().presses("4").hears("menu/change-dates").presses("5").hears("menu/back");
    }

    private static GreetingPeriod period(String from, String until) {
        return new GreetingPeriod(time(from), time(until));
    }

    private static Optional<LocalDateTime> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDateTime.parse(text));
    }

    private Optional<GreetingPeriod> kept() {
        return fixture.dates.find(FlowFixture.BOX, GreetingKind.TEMPORARY);
    }

    private String heardByCaller() {
        ScriptedCall call = fixture.caller().hears("vm-intro").hangsUp();
        fixture.deposit(call);
        return call.transcript().lines().findFirst().orElse("");
    }

    @Test
    void aGreetingIsScheduledByPhone() {
        ScriptedCall call = inDates()
                .presses("1")
                .hears("vm-greeting-day")
                .presses("2312#")
                .hears("menu/change")
                .presses("2")
                .hears("vm-greeting-day")
                .presses("2#")
                .hears("menu/select")
                .presses("1")
                .hears("menu/back")
                .presses("2")
                .hears("vm-greeting-day")
                .presses("1#")
                .hears("menu/select")
                .presses("1")
                .hears("menu/back")
                .presses("*")
                .hears("vm-tempgreeting2")
                .presses("*")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("greeting-scheduled", call);
        assertThat(kept()).contains(period("2026-11-23T00:00", "2026-11-25T00:00"));
        assertThat(fixture.events).contains("greeting TEMPORARY");
        assertThat(heardByCaller()).as("Sunday").isEqualTo("vm-theperson");
        fixture.clock.advance(Duration.ofHours(6));
        assertThat(heardByCaller()).as("Monday").isEqualTo("<recording 1.5 s>");
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(heardByCaller()).as("Tuesday").isEqualTo("<recording 1.5 s>");
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(heardByCaller()).as("Wednesday").isEqualTo("vm-theperson");
    }

    /** Last year's dates in the configuration must not make this year's greeting one that nobody hears. */
    @Test
    void aGreetingRecordedAfterTheConfiguredTimeIsHeard() {
        fixture.policy(policy -> policy.greetingSchedule(new GreetingSchedule(
                Optional.empty(), Optional.of(LocalDateTime.parse("2026-01-02T00:00")), OpeningHours.ALWAYS)));
        assertThat(heardByCaller()).isEqualTo("vm-theperson");
        ScriptedCall call = owner().presses("4")
                .hears("vm-tempgreeting2")
                .presses("1")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-options")
                .hangsUp();
        fixture.retrieve(call);
        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(heardByCaller()).startsWith("<recording 2");
        assertThat(kept()).contains(GreetingPeriod.ALWAYS);
    }

    @Test
    void whatTheOwnerSaysGoesBeforeTheConfiguration() {
        fixture.policy(policy -> policy.greetingSchedule(new GreetingSchedule(
                Optional.empty(), Optional.of(LocalDateTime.parse("2026-11-22T00:00")), OpeningHours.ALWAYS)));
        assertThat(heardByCaller()).isEqualTo("vm-theperson");
        ScriptedCall call = inDates().presses("3").hears("vm-greeting-always").hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("vm-greeting-over");
        assertThat(kept()).contains(GreetingPeriod.ALWAYS);
        assertThat(heardByCaller()).isEqualTo("<recording 1.5 s>");
    }

    @Test
    void aGreetingCannotEndBeforeItBegins() {
        fixture.dates.put(FlowFixture.BOX, GreetingKind.TEMPORARY, period("2026-12-24T00:00", "2026-12-27T00:00"));
        ScriptedCall call = inDates()
                .presses("1")
                .hears("vm-greeting-day")
                .presses("31#")
                .hears("vm-greeting-order")
                .presses("2312#")
                .hears("menu/select")
                .presses("*")
                .hears("menu/back")
                .presses("2")
                .hears("vm-greeting-day")
                .presses("2712#")
                .hears("vm-greeting-order")
                .presses("2612#")
                .hears("menu/select")
                .presses("1")
                .hears("menu/back")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("vm-greeting-until\ndigits/day-4\ndigits/mon-11\n");
        assertThat(kept()).contains(period("2026-12-26T00:00", "2026-12-27T00:00"));
    }

    @Test
    void daysThatNoYearHasAreNotTakenAndThe29thOfFebruaryIsTheNextOne() {
        ScriptedCall call = inDates().presses("1");
        for (String wrong : List.of("3002#", "0013#", "12345#", "1*2#")) {
            call.hears("vm-greeting-day").presses(wrong).hears("vm-pls-try-again");
        }
        call.hears("vm-greeting-day")
                .presses("2902#")
                .hears("menu/select")
                .presses("1")
                .hears("menu/back")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(kept()).contains(period("", "2028-03-01T00:00"));
    }

    @Test
    void datesThatAreOverAreForgottenWithANewGreetingAndAllWithAnErasedOne() {
        fixture.dates.put(FlowFixture.BOX, GreetingKind.TEMPORARY, period("", "2026-11-22T00:00"));
        ScriptedCall call = owner().presses("4")
                .hears("vm-tempgreeting2")
                .presses("1")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-options")
                .hangsUp();
        fixture.retrieve(call);
        assertThat(call.transcript()).containsOnlyOnce("vm-tmpexists");
        assertThat(kept()).isEmpty();

        fixture.dates.put(FlowFixture.BOX, GreetingKind.TEMPORARY, period("", "2026-11-30T00:00"));
        fixture.retrieve(owner().presses("4")
                .hears("vm-tempgreeting2")
                .presses("2")
                .hears("vm-options")
                .hangsUp());
        assertThat(kept()).isEmpty();
    }

    @Test
    void greetingsForAbsenceSpecialCallersAndClosedHoursAreLookedAfterWhereThePolicyUsesThem() {
        fixture.policy(policy -> policy.greetingSchedule(new GreetingSchedule(
                GreetingPeriod.ALWAYS,
                OpeningHours.parse("mon-fri 09:00-17:00"),
                List.of(NumberPattern.of("_1XXX")),
                Absence.GREETING_ONLY,
                GreetingPeriod.ALWAYS)));
        fixture.messages.deleteGreeting(FlowFixture.BOX, GreetingKind.TEMPORARY);
        ScriptedCall call = owner();
        for (String key : List.of("7", "8", "9")) {
            call.presses(key)
                    .hears("beep")
                    .speaks(ofSeconds(2))
                    .presses("#")
                    .hears("vm-review")
                    .presses("1")
                    .hears("vm-options");
        }
        call.presses("9")
                .hears("menu/change-dates")
                .presses("5")
                .hears("menu/back")
                .presses("1")
                .hears("vm-greeting-day")
                .presses("0#")
                .hears("menu/select")
                .presses("1")
                .hears("menu/back")
                .presses("*")
                .hears("vm-greeting-menu")
                .presses("*")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("greetings-of-other-kinds", call);
        for (GreetingKind kind : List.of(GreetingKind.CLOSED, GreetingKind.SPECIAL, GreetingKind.ABSENCE)) {
            assertThat(fixture.messages.greeting(FlowFixture.BOX, kind))
                    .as("%s", kind)
                    .isPresent();
        }
        fixture.messages.deleteGreeting(FlowFixture.BOX, GreetingKind.CLOSED);
        ScriptedCall today = fixture.caller().hangsUp();
        fixture.deposit(today);
        assertThat(today.transcript()).doesNotContain("vm-");
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(heardByCaller()).isEqualTo("vm-theperson");
    }

    @Test
    void aFailureToReadThemKeepsNobodyFromLeavingAMessage() {
        fixture = new FlowFixture(PersonalLists.NONE, new GreetingDates() {
            @Override
            public Map<GreetingKind, GreetingPeriod> all(MailboxId owner) {
                throw new StoreException("the disk has a scratch");
            }

            @Override
            public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
                throw new StoreException("the disk has a scratch");
            }

            @Override
            public boolean delete(MailboxId owner, GreetingKind kind) {
                throw new StoreException("the disk has a scratch");
            }
        });
        aTemporaryGreeting();

        assertThat(heardByCaller()).isEqualTo("<recording 1.5 s>");
    }
}

package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.BEGIN_DATE;
import static org.voicemail4j.menu.MenuAction.END_DATE;
import static org.voicemail4j.menu.MenuAction.NO_DATES;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.flow.DateQuestion.Answer;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;

/**
 * An owner says from when until when a greeting is heard: by its first and its last day, in the time of the mailbox's zone,
 * or that it has no dates. What holds is said before each choice.
 */
final class GreetingDatesMenu {

    private final Visit visit;
    private final FlowContext context;
    private final GreetingKind kind;

    GreetingDatesMenu(Visit visit, GreetingKind kind) {
        this.visit = visit;
        this.context = visit.context();
        this.kind = kind;
    }

    /** Runs until the owner goes back or says nothing, which completes it, or hangs up. */
    PlayEnd run() {
        Choice choice = ask();
        while (choice.action().filter(action -> action != BACK).isPresent()) {
            if (act(choice.action().orElseThrow()).isHungUp()) {
                return PlayEnd.hungUp();
            }
            choice = ask();
        }
        return choice.back();
    }

    private Choice ask() {
        return visit.keys()
                .choices(Menu.SCHEDULE)
                .offerByKey(END_DATE, BEGIN_DATE, NO_DATES, BACK)
                .ask(visit.line(), said(period()));
    }

    private PlayEnd act(MenuAction action) {
        return switch (action) {
            case END_DATE -> askForEnd(period());
            case BEGIN_DATE -> askForBegin(period());
            default -> keep(GreetingPeriod.ALWAYS);
        };
    }

    private PlayEnd askForEnd(GreetingPeriod period) {
        LocalDate today = now().toLocalDate();
        LocalDate earliest = period.from()
                .map(LocalDateTime::toLocalDate)
                .filter(today::isBefore)
                .orElse(today);
        return keep(
                new DateQuestion(visit, today, "vm-greeting-until").ask(earliest, day -> !day.isBefore(earliest)),
                day -> new GreetingPeriod(
                        period.from(), Optional.of(day.plusDays(1).atStartOfDay())));
    }

    /** An end that is over has nothing to say any more. */
    private PlayEnd askForBegin(GreetingPeriod period) {
        LocalDate today = now().toLocalDate();
        Optional<LocalDateTime> end = period.until().filter(until -> !period.hasEnded(now()));
        return keep(
                new DateQuestion(visit, today, "vm-greeting-from")
                        .ask(today, day -> end.map(day.atStartOfDay()::isBefore).orElse(true)),
                day -> new GreetingPeriod(Optional.of(day.atStartOfDay()), end));
    }

    /** What becomes of a day that was entered. */
    private interface Change {
        GreetingPeriod by(LocalDate day);
    }

    private PlayEnd keep(Answer answer, Change change) {
        if (answer.isHungUp()) {
            return PlayEnd.hungUp();
        }
        return answer.day().map(day -> keep(change.by(day))).orElse(PlayEnd.completed());
    }

    private PlayEnd keep(GreetingPeriod period) {
        context.greetingDates().put(visit.mailbox().id(), kind, period);
        context.events().greetingChanged(visit.mailbox().id(), kind);
        return visit.line().say("auth-thankyou");
    }

    private List<Prompt> said(GreetingPeriod period) {
        List<Prompt> said = new ArrayList<>();
        period.from()
                .filter(now()::isBefore)
                .ifPresent(from -> said.addAll(day("vm-greeting-from", from.toLocalDate())));
        period.until()
                .ifPresent(until ->
                        said.addAll(day("vm-greeting-until", until.minusNanos(1).toLocalDate())));
        if (period.hasEnded(now())) {
            said.addAll(Line.named("vm-greeting-over"));
        }
        return said.isEmpty() ? Line.named("vm-greeting-always") : said;
    }

    private List<Prompt> day(String what, LocalDate day) {
        return Line.join(Line.named(what), visit.language().date(day));
    }

    private GreetingPeriod period() {
        return visit.mailbox().greetingSchedule().period(kind);
    }

    private LocalDateTime now() {
        return CallerGreeting.there(visit.mailbox(), context.clock().instant());
    }
}

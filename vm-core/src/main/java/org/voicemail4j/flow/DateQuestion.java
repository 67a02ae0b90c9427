package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.CHANGE;
import static org.voicemail4j.menu.MenuAction.SELECT;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;

/**
 * Asks an owner for a day: up to three digits are days from today, four are day and month of the next such date. The day is
 * said, and counts once the owner agrees.
 */
final class DateQuestion {

    private static final int ROUNDS = 5;
    /** A 29th of February is at most eight years away. */
    private static final int MOST_YEARS = 8;

    private final Visit visit;
    private final LocalDate today;
    private final String about;

    /**
     * What came of it.
     *
     * @param day empty if none was given
     * @param isHungUp whether the owner is gone
     */
    record Answer(Optional<LocalDate> day, boolean isHungUp) {

        static final Answer NONE = new Answer(Optional.empty(), false);
        static final Answer HUNG_UP = new Answer(Optional.empty(), true);
    }

    /** @param about the prompt that is said before the day */
    DateQuestion(Visit visit, LocalDate today, String about) {
        this.visit = visit;
        this.today = today;
        this.about = about;
    }

    /**
     * Asks.
     *
     * @param earliest from when on the next date is looked for
     * @param fits whether a day can be meant: a greeting does not end before it begins
     */
    Answer ask(LocalDate earliest, Predicate<LocalDate> fits) {
        List<Prompt> excuse = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            Entry entry = visit.line().enter(Line.join(excuse, Line.named("vm-greeting-day")));
            if (entry.isHungUp()) {
                return Answer.HUNG_UP;
            }
            if (entry.isStar() || entry.digits().isEmpty()) {
                return Answer.NONE;
            }
            Optional<LocalDate> day = read(entry.digits(), earliest);
            if (day.filter(fits).isEmpty()) {
                excuse = Line.named(day.isPresent() ? "vm-greeting-order" : "vm-pls-try-again");
                continue;
            }
            Choice choice = confirm(day.get());
            if (!choice.is(CHANGE)) {
                return answer(choice, day.get());
            }
            excuse = List.of();
        }
        return Answer.NONE;
    }

    private Choice confirm(LocalDate day) {
        return visit.keys()
                .choices(Menu.DATE)
                .offerByKey(SELECT, CHANGE, BACK)
                .ask(visit.line(), Line.join(Line.named(about), visit.language().date(day)));
    }

    private static Answer answer(Choice choice, LocalDate day) {
        PlayEnd back = choice.back();
        if (choice.is(SELECT)) {
            return new Answer(Optional.of(day), false);
        }
        return back.isHungUp() ? Answer.HUNG_UP : Answer.NONE;
    }

    private Optional<LocalDate> read(String digits, LocalDate earliest) {
        if (digits.matches("[0-9]{1,3}")) {
            return Optional.of(today.plusDays(Integer.parseInt(digits)));
        }
        return digits.matches("[0-9]{4}") ? next(digits, earliest) : Optional.empty();
    }

    private static Optional<LocalDate> next(String digits, LocalDate earliest) {
        try {
            MonthDay date =
                    MonthDay.of(Integer.parseInt(digits.substring(2)), Integer.parseInt(digits.substring(0, 2)));
            return IntStream.rangeClosed(0, MOST_YEARS)
                    .map(years -> earliest.getYear() + years)
                    .filter(date::isValidYear)
                    .mapToObj(date::atYear)
                    .filter(day -> !day.isBefore(earliest))
                    .findFirst();
        } catch (DateTimeException e) {
            return Optional.empty(); // no such day in any year
        }
    }
}

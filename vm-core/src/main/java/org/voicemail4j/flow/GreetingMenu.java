package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.ABSENCE_GREETING;
import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.BUSY_GREETING;
import static org.voicemail4j.menu.MenuAction.CHANGE_PIN;
import static org.voicemail4j.menu.MenuAction.CLOSED_GREETING;
import static org.voicemail4j.menu.MenuAction.LISTS;
import static org.voicemail4j.menu.MenuAction.NAME_GREETING;
import static org.voicemail4j.menu.MenuAction.SPECIAL_GREETING;
import static org.voicemail4j.menu.MenuAction.TEMPORARY_GREETING;
import static org.voicemail4j.menu.MenuAction.UNAVAILABLE_GREETING;

import java.util.List;
import java.util.Optional;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
import org.voicemail4j.mailbox.OpeningHours;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;

/**
 * The options of a mailbox: its greetings, its PIN and its lists. Greetings for closed hours, for special callers and for
 * absence are offered where the policy says when they are heard.
 */
final class GreetingMenu {

    private final Visit visit;
    private final FlowContext context;
    private final Line line;
    private final OneGreeting greetings;

    GreetingMenu(Visit visit) {
        this.visit = visit;
        this.context = visit.context();
        this.line = visit.line();
        this.greetings = new OneGreeting(visit);
    }

    /** Runs until the owner goes back or says nothing, which completes it, or hangs up. */
    PlayEnd run() {
        Choice choice = ask();
        Optional<MenuAction> action = choice.action();
        while (action.isPresent() && action.get() != BACK) {
            if (act(action.get()).isHungUp()) {
                return PlayEnd.hungUp();
            }
            choice = ask();
            action = choice.action();
        }
        return choice.back();
    }

    private Choice ask() {
        boolean replaced =
                CallerGreeting.isTemporary(visit.mailbox(), context.clock().instant());
        List<Prompt> warning = replaced ? Line.named("vm-tmpexists") : List.of();
        Choices choices = visit.keys().choices(Menu.OPTIONS_OF_MAILBOX).say(warning);
        if (context.personalLists().areKept()) {
            choices.offerByKey(LISTS);
        }
        return offerWhatTheScheduleUses(choices)
                .offer(
                        "vm-options",
                        UNAVAILABLE_GREETING,
                        BUSY_GREETING,
                        NAME_GREETING,
                        TEMPORARY_GREETING,
                        CHANGE_PIN,
                        BACK)
                .ask(line);
    }

    private Choices offerWhatTheScheduleUses(Choices choices) {
        GreetingSchedule schedule = visit.mailbox().greetingSchedule();
        if (!schedule.hours().equals(OpeningHours.ALWAYS)) {
            choices.offerByKey(CLOSED_GREETING);
        }
        if (!schedule.specialCallers().isEmpty()) {
            choices.offerByKey(SPECIAL_GREETING);
        }
        if (schedule.absence() != Absence.UNUSED) {
            choices.offerByKey(ABSENCE_GREETING);
        }
        return choices;
    }

    private PlayEnd act(MenuAction action) {
        return switch (action) {
            case UNAVAILABLE_GREETING -> greetings.lookAfter(GreetingKind.UNAVAILABLE);
            case BUSY_GREETING -> greetings.lookAfter(GreetingKind.BUSY);
            case NAME_GREETING -> greetings.lookAfter(GreetingKind.NAME);
            case TEMPORARY_GREETING -> greetings.lookAfter(GreetingKind.TEMPORARY);
            case CLOSED_GREETING -> greetings.lookAfter(GreetingKind.CLOSED);
            case SPECIAL_GREETING -> greetings.lookAfter(GreetingKind.SPECIAL);
            case ABSENCE_GREETING -> greetings.lookAfter(GreetingKind.ABSENCE);
            case LISTS -> new ListMenu(visit).run();
            default -> changePin();
        };
    }

    private PlayEnd changePin() {
        if (visit.owner().isPresent()) { // that one's PIN is configured, and the mailbox's is that of others too
            return visit.sorry();
        }
        new PinMenu(context, line, visit.mailbox()).run();
        return PlayEnd.completed();
    }
}

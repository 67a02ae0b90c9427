package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.BUSY_GREETING;
import static org.voicemail4j.menu.MenuAction.CHANGE_PIN;
import static org.voicemail4j.menu.MenuAction.ERASE;
import static org.voicemail4j.menu.MenuAction.LISTS;
import static org.voicemail4j.menu.MenuAction.NAME_GREETING;
import static org.voicemail4j.menu.MenuAction.PLAY;
import static org.voicemail4j.menu.MenuAction.RECORD;
import static org.voicemail4j.menu.MenuAction.RESTORE;
import static org.voicemail4j.menu.MenuAction.TEMPORARY_GREETING;
import static org.voicemail4j.menu.MenuAction.UNAVAILABLE_GREETING;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;

/**
 * The options of a mailbox: its greetings and its PIN. A greeting that is not there yet is recorded at once; one that is
 * can be heard, recorded anew or erased, and one that was replaced or erased can be had back.
 */
final class GreetingMenu {

    private static final Logger LOG = LoggerFactory.getLogger(GreetingMenu.class);

    private final Visit visit;
    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;
    private final GreetingRecorder recorder;

    GreetingMenu(Visit visit) {
        this.visit = visit;
        this.context = visit.context();
        this.line = visit.line();
        this.mailbox = visit.mailbox();
        this.recorder = new GreetingRecorder(context, line, mailbox);
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
        List<Prompt> warning = isThere(GreetingKind.TEMPORARY) ? Line.named("vm-tmpexists") : List.of();
        Choices choices = visit.keys().choices(Menu.OPTIONS_OF_MAILBOX).say(warning);
        if (context.personalLists().areKept()) {
            choices.offerByKey(LISTS);
        }
        return choices.offer(
                        "vm-options",
                        UNAVAILABLE_GREETING,
                        BUSY_GREETING,
                        NAME_GREETING,
                        TEMPORARY_GREETING,
                        CHANGE_PIN,
                        BACK)
                .ask(line);
    }

    private boolean isThere(GreetingKind kind) {
        return mailbox.greeting(kind).isPresent();
    }

    private PlayEnd act(MenuAction action) {
        return switch (action) {
            case UNAVAILABLE_GREETING -> greeting(GreetingKind.UNAVAILABLE, "vm-rec-unv");
            case BUSY_GREETING -> greeting(GreetingKind.BUSY, "vm-rec-busy");
            case NAME_GREETING -> greeting(GreetingKind.NAME, "vm-rec-name");
            case TEMPORARY_GREETING ->
                isThere(GreetingKind.TEMPORARY)
                        ? changeTemporary()
                        : begin(Menu.TEMPORARY, GreetingKind.TEMPORARY, "vm-rec-temp");
            case LISTS -> new ListMenu(visit).run();
            default -> changePin();
        };
    }

    private PlayEnd greeting(GreetingKind kind, String instruction) {
        return isThere(kind) ? change(kind, instruction) : begin(Menu.GREETING, kind, instruction);
    }

    /** What is not there is recorded at once, unless there was one before. */
    private PlayEnd begin(Menu menu, GreetingKind kind, String instruction) {
        if (!hasFormer(kind)) {
            return recorder.record(kind, instruction);
        }
        Choice choice =
                visit.keys().choices(menu).offerByKey(RECORD, RESTORE, BACK).ask(line, Line.named("vm-greeting-none"));
        return switch (choice.action().orElse(BACK)) {
            case RECORD -> recorder.record(kind, instruction);
            case RESTORE -> restore(kind);
            default -> choice.back();
        };
    }

    private boolean hasFormer(GreetingKind kind) {
        try {
            return context.store().hasFormerGreeting(mailbox.id(), kind);
        } catch (VoicemailException e) {
            LOG.warn("the former {} greeting of {} cannot be looked for", kind, mailbox.id(), e);
            return false;
        }
    }

    private PlayEnd restore(GreetingKind kind) {
        if (!context.store().restoreGreeting(mailbox.id(), kind)) {
            return line.say("vm-greeting-none"); // somebody else has had it back meanwhile
        }
        context.events().greetingChanged(mailbox.id(), kind);
        return line.say("vm-greeting-restored");
    }

    /** What is there can be heard as often as the owner likes. */
    private PlayEnd change(GreetingKind kind, String instruction) {
        Choice choice = askWhatToDo(kind, List.of());
        while (choice.is(PLAY)) {
            choice = askWhatToDo(kind, heard(kind));
        }
        return switch (choice.action().orElse(BACK)) {
            case RECORD -> recorder.record(kind, instruction);
            case RESTORE -> restore(kind);
            case ERASE -> erase(kind, "vm-greeting-erased");
            default -> choice.back();
        };
    }

    private List<Prompt> heard(GreetingKind kind) {
        return CallerGreeting.recorded(mailbox, kind).map(List::of).orElse(List.of());
    }

    private Choice askWhatToDoWithTemporary(List<Prompt> before) {
        return visit.keys()
                .choices(Menu.TEMPORARY)
                .offer("vm-tempgreeting2", RECORD, ERASE, BACK)
                .offerByKey(PLAY)
                .offerByKey(restoring(GreetingKind.TEMPORARY))
                .ask(line, before);
    }

    private Choice askWhatToDo(GreetingKind kind, List<Prompt> before) {
        return visit.keys()
                .choices(Menu.GREETING)
                .offer("vm-greeting-menu", PLAY, RECORD, ERASE, BACK)
                .offerByKey(restoring(kind))
                .ask(line, before);
    }

    private MenuAction[] restoring(GreetingKind kind) {
        return hasFormer(kind) ? new MenuAction[] {RESTORE} : new MenuAction[0];
    }

    private PlayEnd changeTemporary() {
        Choice choice = askWhatToDoWithTemporary(List.of());
        while (choice.is(PLAY)) {
            choice = askWhatToDoWithTemporary(heard(GreetingKind.TEMPORARY));
        }
        return switch (choice.action().orElse(BACK)) {
            case RECORD -> recorder.record(GreetingKind.TEMPORARY, "vm-rec-temp");
            case RESTORE -> restore(GreetingKind.TEMPORARY);
            case ERASE -> erase(GreetingKind.TEMPORARY, "vm-tempremoved");
            default -> choice.back();
        };
    }

    private PlayEnd erase(GreetingKind kind, String told) {
        if (context.store().deleteGreeting(mailbox.id(), kind)) {
            context.events().greetingChanged(mailbox.id(), kind);
        }
        return line.say(told);
    }

    private PlayEnd changePin() {
        new PinMenu(context, line, mailbox).run();
        return PlayEnd.completed();
    }
}

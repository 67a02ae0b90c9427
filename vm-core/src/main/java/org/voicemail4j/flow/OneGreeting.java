package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.CHANGE_DATES;
import static org.voicemail4j.menu.MenuAction.ERASE;
import static org.voicemail4j.menu.MenuAction.PLAY;
import static org.voicemail4j.menu.MenuAction.RECORD;
import static org.voicemail4j.menu.MenuAction.RESTORE;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;

/**
 * An owner looks after one greeting. What is not there yet is recorded at once; what is can be heard, recorded anew or
 * erased, and what was replaced or erased can be had back. Of the temporary greeting and of the one for absence the owner
 * also says from when until when they are heard.
 */
final class OneGreeting {

    private static final Logger LOG = LoggerFactory.getLogger(OneGreeting.class);

    private final Visit visit;
    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;

    OneGreeting(Visit visit) {
        this.visit = visit;
        this.context = visit.context();
        this.line = visit.line();
        this.mailbox = visit.mailbox();
    }

    PlayEnd lookAfter(GreetingKind kind) {
        return mailbox.greeting(kind).isPresent() ? change(kind) : begin(kind);
    }

    /** What is not there is recorded at once, unless there was one before. */
    private PlayEnd begin(GreetingKind kind) {
        if (!hasFormer(kind)) {
            return record(kind);
        }
        Choice choice = visit.keys()
                .choices(menu(kind))
                .offerByKeyAs("menu/record-one", RECORD)
                .offerByKey(RESTORE, BACK)
                .ask(line, Line.named("vm-greeting-none"));
        return switch (choice.action().orElse(BACK)) {
            case RECORD -> record(kind);
            case RESTORE -> restore(kind);
            default -> choice.back();
        };
    }

    /** What is there can be heard, and its dates be changed, as often as the owner likes. */
    private PlayEnd change(GreetingKind kind) {
        Choice choice = ask(kind, List.of());
        while (choice.is(PLAY) || choice.is(CHANGE_DATES)) {
            if (choice.is(CHANGE_DATES)
                    && new GreetingDatesMenu(visit, kind).run().isHungUp()) {
                return PlayEnd.hungUp();
            }
            choice = ask(kind, choice.is(PLAY) ? heard(kind) : List.of());
        }
        return switch (choice.action().orElse(BACK)) {
            case RECORD -> record(kind);
            case RESTORE -> restore(kind);
            case ERASE -> erase(kind);
            default -> choice.back();
        };
    }

    private Choice ask(GreetingKind kind, List<Prompt> before) {
        Choices choices = visit.keys().choices(menu(kind));
        if (kind == GreetingKind.TEMPORARY) {
            choices.offer("vm-tempgreeting2", RECORD, ERASE, BACK).offerByKey(PLAY);
        } else {
            choices.offer("vm-greeting-menu", PLAY, RECORD, ERASE, BACK);
        }
        if (hasFormer(kind)) {
            choices.offerByKey(RESTORE);
        }
        if (hasDates(kind)) {
            choices.offerByKey(CHANGE_DATES);
        }
        return choices.ask(line, before);
    }

    private boolean hasDates(GreetingKind kind) {
        return kind.hasDates() && context.greetingDates().areKept();
    }

    private List<Prompt> heard(GreetingKind kind) {
        return CallerGreeting.recorded(mailbox, kind).map(List::of).orElse(List.of());
    }

    private static Menu menu(GreetingKind kind) {
        return kind == GreetingKind.TEMPORARY ? Menu.TEMPORARY : Menu.GREETING;
    }

    private PlayEnd record(GreetingKind kind) {
        return new GreetingRecorder(context, line, mailbox).record(kind, instruction(kind));
    }

    private static String instruction(GreetingKind kind) {
        return switch (kind) {
            case NAME -> "vm-rec-name";
            case UNAVAILABLE -> "vm-rec-unv";
            case BUSY -> "vm-rec-busy";
            case TEMPORARY -> "vm-rec-temp";
            case CLOSED -> "vm-rec-closed";
            case SPECIAL -> "vm-rec-special";
            case ABSENCE -> "vm-rec-absence";
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
            return line.say("vm-greeting-noformer"); // somebody else has had it back meanwhile
        }
        changed(kind);
        return line.say("vm-greeting-restored");
    }

    private PlayEnd erase(GreetingKind kind) {
        boolean temporary = kind == GreetingKind.TEMPORARY;
        if (context.store().deleteGreeting(mailbox.id(), kind)) {
            ForgottenDates.all(context.greetingDates(), mailbox, kind);
            context.events().greetingChanged(mailbox.id(), kind);
        }
        return line.say(temporary ? "vm-tempremoved" : "vm-greeting-erased");
    }

    private void changed(GreetingKind kind) {
        ForgottenDates.ended(
                context.greetingDates(), mailbox, kind, context.clock().instant());
        context.events().greetingChanged(mailbox.id(), kind);
    }
}

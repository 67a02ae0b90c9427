package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.CALL_BACK;
import static org.voicemail4j.menu.MenuAction.CHANGE_FOLDER;
import static org.voicemail4j.menu.MenuAction.COMPOSE;
import static org.voicemail4j.menu.MenuAction.DIAL_OUT;
import static org.voicemail4j.menu.MenuAction.ENVELOPE;
import static org.voicemail4j.menu.MenuAction.OPTIONS;
import static org.voicemail4j.menu.MenuAction.PREVIOUS;
import static org.voicemail4j.menu.MenuAction.REPLY;

import java.util.Optional;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.menu.Menu;

/**
 * More choices: answering a message, calling back, hearing when it came and from whom, dialling out, leaving a message for
 * others; only what the policy allows is offered. What is chosen is done by the {@link MessageMenu}.
 */
final class AdvancedMenu {

    private final Visit visit;
    private final MailboxPolicy policy;

    AdvancedMenu(Visit visit) {
        this.visit = visit;
        this.policy = visit.policy();
    }

    /**
     * Asks.
     *
     * @param aboutMessage whether there is a message that something can be done with
     */
    Choice ask(boolean aboutMessage) {
        Choices choices = visit.keys()
                .choices(Menu.MORE_CHOICES)
                .offerIf(aboutMessage, "vm-toreply", REPLY)
                .offerIf(aboutMessage && policy.callBack().areAny(), "vm-tocallback", CALL_BACK)
                .offerIf(aboutMessage, "vm-tohearenv", ENVELOPE)
                .offerIf(policy.dialOut().areAny(), "vm-tomakecall", DIAL_OUT)
                .offerIf(policy.sendMessages(), "vm-leavemsg", COMPOSE)
                .offerByKey(CHANGE_FOLDER, PREVIOUS, OPTIONS)
                .offer("vm-starmain", BACK);
        return choices.areAny() ? choices.ask(visit.line()) : nothing();
    }

    private Choice nothing() {
        PlayEnd end = visit.sorry();
        return new Choice(Optional.empty(), end);
    }
}

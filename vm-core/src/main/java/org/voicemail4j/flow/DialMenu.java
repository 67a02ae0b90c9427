package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.CALL;
import static org.voicemail4j.menu.MenuAction.OTHER_NUMBER;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.OutgoingCall;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.mailbox.DialRules;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.message.Message;

/**
 * An owner calls somebody from within the mailbox: whoever left a message, after its number was said, or a number that the
 * owner enters. Only what the rules of the policy allow is called, never the owner's own number, and a number that a
 * message brought counts as what it is: somebody else's claim.
 */
final class DialMenu {

    private static final Logger LOG = LoggerFactory.getLogger(DialMenu.class);
    private static final int ATTEMPTS = 3;

    private final Visit visit;
    private final Line line;
    private final MailboxPolicy policy;

    DialMenu(Visit visit) {
        this.visit = visit;
        this.line = visit.line();
        this.policy = visit.policy();
    }

    /** Offers to call whoever left a message. */
    PlayEnd callBack(Message message) {
        Optional<String> number = message.envelope().caller().number().map(DialMenu::digits);
        return number.filter(digits -> isAllowed(policy.callBack(), digits))
                .map(this::offer)
                .orElseGet(() -> offerOther(number.isPresent() ? "vm-callnotallowed" : "vm-nonumber"));
    }

    private static String digits(String number) {
        return number.replaceAll("[-(). /]", "");
    }

    private PlayEnd offer(String number) {
        Choice choice = visit.keys()
                .choices(Menu.RETURN_CALL)
                .say("vm-num-i-have")
                .say(visit.language().spelled(number))
                .offer("vm-tocallnum", CALL)
                .offerIf(policy.dialOut().areAny(), "vm-calldiffnum", OTHER_NUMBER)
                .offer("vm-star-cancel", BACK)
                .ask(line);
        if (choice.is(CALL)) {
            return connect(policy.callBack(), number);
        }
        return choice.is(OTHER_NUMBER) ? dialOut() : choice.back();
    }

    private PlayEnd offerOther(String why) {
        if (!policy.dialOut().areAny()) {
            return line.offer(Line.named(why));
        }
        Choice choice = visit.keys()
                .choices(Menu.RETURN_CALL)
                .offer("vm-toenternumber", OTHER_NUMBER)
                .offer("vm-star-cancel", BACK)
                .ask(line, Line.named(why));
        return choice.is(OTHER_NUMBER) ? dialOut() : choice.back();
    }

    /** Asks for a number and calls it. */
    PlayEnd dialOut() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Entry number = line.enter(Line.named("vm-enter-num-to-call", "vm-then-pound", "vm-star-cancel"));
            if (number.isHungUp() || number.isStar()) {
                return number.isHungUp() ? PlayEnd.hungUp() : PlayEnd.completed();
            }
            if (isAllowed(policy.dialOut(), number.digits())) {
                line.say("vm-dialout");
                return connect(policy.dialOut(), number.digits());
            }
            line.say(number.digits().isEmpty() ? "vm-pls-try-again" : "vm-callnotallowed");
        }
        return PlayEnd.completed();
    }

    /** The owner's own number would lead to this mailbox again. */
    private boolean isAllowed(DialRules rules, String number) {
        boolean own = number.equals(visit.mailbox().id().number());
        boolean allowed = !own && OutgoingCall.isNumber(number) && rules.allow(number);
        if (!allowed && !number.isEmpty()) {
            LOG.info(
                    "{}: a call out of the mailbox was refused", visit.mailbox().id());
        }
        return allowed;
    }

    private PlayEnd connect(DialRules rules, String number) {
        OutgoingCall call = new OutgoingCall(number, visit.mailbox().id(), rules.plan());
        if (!visit.control().connect(call)) {
            return visit.sorry();
        }
        visit.context().events().calledOut(visit.mailbox().id(), number);
        return PlayEnd.hungUp();
    }
}

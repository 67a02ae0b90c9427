package org.voicemail4j.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxPolicy;

/**
 * The first visit to a mailbox, whose PIN is still its number: the owner records what the policy wants and is missing,
 * then sets another PIN. The PIN comes last, so that whoever hangs up before is asked again next time.
 */
final class NewUser {

    private static final int PIN_ATTEMPTS = 3;

    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;
    private final boolean isPinFixed;

    /**
     * @param hasCommonPin whether the PIN that was entered is the mailbox's, and not that of one of several owners, which is
     *     configured
     */
    NewUser(FlowContext context, Line line, Mailbox mailbox, boolean hasCommonPin) {
        this.context = context;
        this.line = line;
        this.mailbox = mailbox;
        this.isPinFixed = mailbox.subscriber().pinFixed() || !hasCommonPin;
    }

    /** Whether the policy wants a set-up and there is something left to set up. */
    boolean isNeeded() {
        Set<GreetingKind> wanted = wanted(mailbox.policy()).keySet();
        boolean done = wanted.stream().allMatch(this::isRecorded) && isPinFixed;
        return !wanted.isEmpty() && !done;
    }

    /** Leads through the set-up. Returns whether it came to its end. */
    boolean run() {
        line.offer(Line.named("vm-newuser"));
        return recordGreetings() && (isPinFixed || changePin());
    }

    /** Stops at the first greeting that the owner does not record. */
    private boolean recordGreetings() {
        return wanted(mailbox.policy()).entrySet().stream()
                .allMatch(wanted -> isRecorded(wanted.getKey()) || record(wanted.getKey(), wanted.getValue()));
    }

    private boolean record(GreetingKind kind, String instruction) {
        new GreetingRecorder(context, line, mailbox).record(kind, instruction);
        return isRecorded(kind);
    }

    /** The greetings there must be, in this order, and the prompts that ask for them. */
    private static Map<GreetingKind, String> wanted(MailboxPolicy policy) {
        Map<GreetingKind, String> wanted = new LinkedHashMap<>();
        if (policy.forceName()) {
            wanted.put(GreetingKind.NAME, "vm-rec-name");
        }
        if (policy.forceGreetings()) {
            wanted.put(GreetingKind.UNAVAILABLE, "vm-rec-unv");
            wanted.put(GreetingKind.BUSY, "vm-rec-busy");
        }
        return wanted;
    }

    private boolean isRecorded(GreetingKind kind) {
        return mailbox.greeting(kind).isPresent();
    }

    /** Leads to another PIN. Returns whether there is one. */
    boolean changePin() {
        PinMenu menu = new PinMenu(context, line, mailbox);
        PinMenu.Answer answer = menu.run();
        for (int attempt = 1; attempt < PIN_ATTEMPTS && answer == PinMenu.Answer.WRONG; attempt++) {
            answer = menu.run();
        }
        return answer == PinMenu.Answer.CHANGED || answer == PinMenu.Answer.FIXED;
    }
}

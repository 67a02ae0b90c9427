package org.voicemail4j.flow;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.RetrievalOptions;
import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.PinCheck;

/**
 * Mailbox number and PIN, as often as the mailbox's policy allows. Entering no number means the caller's own; star starts
 * over with the mailbox number. Whether a mailbox exists is not told: its PIN is asked for either way.
 */
final class Login {

    private enum Answer {
        RIGHT,
        WRONG,
        START_OVER,
        LOCKED,
        GONE
    }

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private final FlowContext context;
    private final Line line;
    private final CallInfo info;
    private final RetrievalOptions options;
    /** What holds while nobody knows which mailbox is meant, or there is none of that number. */
    private final Optional<MailboxPolicy> general;

    private Optional<MailboxId> tried = Optional.empty();
    private Optional<Mailbox> candidate = Optional.empty();
    private Optional<String> owner = Optional.empty();
    private boolean isPinTheNumber;

    Login(FlowContext context, Line line, CallInfo info, RetrievalOptions options) {
        this.context = context;
        this.line = line;
        this.info = info;
        this.options = options;
        this.general = context.mailboxes().policy(info.context());
    }

    /** The mailbox that somebody tried last. */
    Optional<MailboxId> lastTried() {
        return tried;
    }

    /** Which of several owners this is, if each has a PIN. */
    Optional<String> owner() {
        return owner;
    }

    /** Whether the PIN that was right is the mailbox number: nobody has set the mailbox up yet. */
    boolean isPinTheNumber() {
        return isPinTheNumber;
    }

    /**
     * Lets the caller log in.
     *
     * @param given the mailbox, if it is not to be asked for
     * @return the mailbox whose owner this is
     */
    Optional<Mailbox> run(Optional<MailboxId> given) {
        given.ifPresent(this::select);
        candidate.map(Mailbox::policy).or(() -> general).ifPresent(line::speakAs);
        boolean asksMailbox = candidate.isEmpty();
        if (!asksMailbox && !options.asksPin()) {
            return candidate;
        }
        Answer answer = asksMailbox ? numberAndPin("vm-login") : pin();
        for (int attempt = 1; isAnotherTry(answer, attempt); attempt++) {
            asksMailbox |= answer == Answer.START_OVER;
            answer = asksMailbox ? numberAndPin(question(answer)) : pinOnceMore();
        }
        end(answer);
        return answer == Answer.RIGHT ? candidate : Optional.empty();
    }

    private boolean isAnotherTry(Answer answer, int attempt) {
        int attempts = candidate
                .map(Mailbox::policy)
                .or(() -> general)
                .orElse(MailboxPolicy.DEFAULT)
                .loginAttempts();
        return attempt < attempts && (answer == Answer.WRONG || answer == Answer.START_OVER);
    }

    private static String question(Answer last) {
        return last == Answer.START_OVER ? "vm-login" : "vm-incorrect-mailbox";
    }

    private Answer pinOnceMore() {
        line.say("vm-incorrect");
        return pin();
    }

    private Answer numberAndPin(String question) {
        Entry number = line.enter(Line.named(question));
        if (number.isHungUp()) {
            return Answer.GONE;
        }
        candidate = Optional.empty();
        if (number.isStar()) {
            return Answer.START_OVER;
        }
        String entered =
                number.digits().isEmpty() ? info.caller().number().orElse("") : options.prefix() + number.digits();
        MailboxId.of(info.context(), entered).ifPresent(this::select);
        return pin();
    }

    private void select(MailboxId id) {
        tried = Optional.of(id);
        candidate = context.mailboxes().find(id);
    }

    private Answer pin() {
        if (candidate.filter(mailbox -> !mailbox.needsPin()).isPresent()) {
            return Answer.RIGHT;
        }
        Entry pin = line.enter(List.copyOf(Line.named("vm-password")));
        if (pin.isHungUp()) {
            return Answer.GONE;
        }
        if (pin.isStar()) {
            return Answer.START_OVER;
        }
        return pin.digits().isEmpty() ? Answer.WRONG : guarded(pin.digits());
    }

    /** A PIN for a mailbox that there is not counts against the caller too. */
    private Answer guarded(String digits) {
        if (context.guard().isLocked(info.caller())) {
            candidate.ifPresent(mailbox -> context.events().loginLocked(mailbox.id()));
            return Answer.LOCKED;
        }
        Answer answer = candidate.map(mailbox -> check(mailbox, digits)).orElse(Answer.WRONG);
        if (candidate.isEmpty()) {
            tried.ifPresent(id -> LOG.info("{}: a PIN was tried, and there is no such mailbox", id));
        }
        Optional<MailboxId> mailbox = candidate.map(Mailbox::id).or(() -> tried);
        if (answer == Answer.WRONG) {
            mailbox.ifPresent(id -> context.guard().failed(info.caller(), id));
        } else if (answer == Answer.RIGHT) {
            mailbox.ifPresent(id -> context.guard().loggedIn(info.caller(), id));
        }
        return answer;
    }

    private Answer check(Mailbox mailbox, String digits) {
        PinCheck check = mailbox.checkPin(digits);
        return switch (check) {
            case ACCEPTED -> {
                owner = mailbox.ownerOf(digits);
                isPinTheNumber = digits.equals(mailbox.id().number());
                yield Answer.RIGHT;
            }
            case REJECTED -> {
                context.events().loginFailed(mailbox.id());
                yield Answer.WRONG;
            }
            case LOCKED -> {
                context.events().loginLocked(mailbox.id());
                yield Answer.LOCKED;
            }
        };
    }

    private void end(Answer answer) {
        switch (answer) {
            case WRONG -> line.say("vm-incorrect", "vm-goodbye");
            case START_OVER -> line.say("vm-goodbye");
            case LOCKED -> line.say("vm-login-locked", "vm-goodbye");
            case RIGHT, GONE -> {}
        }
    }
}

package org.voicemail4j.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;

/**
 * A caller looks after a message before it is kept: 1 keeps it, 2 plays it, 3 takes it anew, 4 marks it urgent or not
 * urgent after all, 5 private or not private after all, 0 goes to the operator. Whatever is pressed while something is said is the next choice.
 */
final class CallerReview {

    /** What the caller wants. */
    enum Choice {
        /** Keep it; also the wish of those who hang up. */
        KEEP,
        /** Nothing was pressed. */
        SILENT,
        /** Take it anew. */
        AGAIN,
        /** Talk to the operator. */
        OPERATOR
    }

    private final Line line;
    private final MailboxPolicy policy;
    private final Deposit deposit;

    CallerReview(Line line, MailboxPolicy policy, Deposit deposit) {
        this.line = line;
        this.policy = policy;
        this.deposit = deposit;
    }

    /** Asks what to do with what was recorded. */
    Choice run() {
        PlayEnd end = ask(List.of());
        Optional<Digit> key = end.key();
        while (key.filter(Digit.set("245")::contains).isPresent()) {
            end = ask(
                    switch (key.get()) {
                        case TWO -> List.of(Prompt.recorded(deposit.recorded()));
                        case FOUR -> toggleUrgent();
                        default -> togglePrivate();
                    });
            key = end.key();
        }
        return choice(end);
    }

    /** Asks what to do when there is nothing to keep. */
    Choice withoutTake() {
        List<Prompt> choices = Line.join(Line.named("vm-torerecord"), operator());
        PlayEnd end = line.choose(choices, "13" + operatorKey());
        return end.key().isPresent() && choice(end) == Choice.KEEP ? Choice.AGAIN : choice(end);
    }

    private PlayEnd ask(List<Prompt> before) {
        String keys = "123" + (policy.leaveUrgent() ? "4" : "") + (policy.leavePrivate() ? "5" : "") + operatorKey();
        return line.choose(before, choices(), Line.MENU_WAIT, Digit.set(keys));
    }

    private static Choice choice(PlayEnd end) {
        if (end.isHungUp()) {
            return Choice.KEEP;
        }
        return end.key().map(CallerReview::choice).orElse(Choice.SILENT);
    }

    private static Choice choice(Digit key) {
        return switch (key) {
            case THREE -> Choice.AGAIN;
            case ZERO -> Choice.OPERATOR;
            default -> Choice.KEEP;
        };
    }

    private List<Prompt> choices() {
        List<Prompt> choices = new ArrayList<>(Line.named("vm-review"));
        if (policy.leaveUrgent()) {
            choices.addAll(Line.named(isUrgent() ? "vm-review-nonurgent" : "vm-review-urgent"));
        }
        if (policy.leavePrivate()) {
            choices.addAll(Line.named(isPrivate() ? "vm-review-nonprivate" : "vm-review-private"));
        }
        choices.addAll(operator());
        return choices;
    }

    private List<Prompt> operator() {
        return policy.operator().isPresent() ? Line.named("vm-reachoper") : List.of();
    }

    private String operatorKey() {
        return policy.operator().isPresent() ? "0" : "";
    }

    private List<Prompt> toggleUrgent() {
        Urgency urgency = isUrgent() ? Urgency.NORMAL : Urgency.URGENT;
        deposit.envelope(deposit.envelope().toBuilder().urgency(urgency).build());
        return Line.named(isUrgent() ? "vm-marked-urgent" : "vm-marked-nonurgent");
    }

    private List<Prompt> togglePrivate() {
        Sensitivity sensitivity = isPrivate() ? Sensitivity.NORMAL : Sensitivity.PRIVATE;
        deposit.envelope(deposit.envelope().toBuilder().sensitivity(sensitivity).build());
        return Line.named(isPrivate() ? "vm-marked-private" : "vm-marked-nonprivate");
    }

    private boolean isPrivate() {
        return deposit.envelope().sensitivity() == Sensitivity.PRIVATE;
    }

    private boolean isUrgent() {
        return deposit.envelope().urgency() == Urgency.URGENT;
    }
}

package org.voicemail4j.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.message.Message;

/**
 * More choices: 1 answers a message, 3 says when it came and from whom, 5 leaves a message for others where the policy
 * allows it, star goes back.
 */
final class AdvancedMenu {

    private final Line line;
    private final MailboxPolicy policy;
    private final EnvelopeReader envelopes;
    private final ComposeFlow composing;

    AdvancedMenu(Line line, MailboxPolicy policy, EnvelopeReader envelopes, ComposeFlow composing) {
        this.line = line;
        this.policy = policy;
        this.envelopes = envelopes;
        this.composing = composing;
    }

    /** Offers what there is to do with the current message and without one. */
    PlayEnd run(Optional<Message> current) {
        boolean isAnything = current.isPresent() || policy.sendMessages();
        return isAnything ? choose(current) : line.offer(Line.named("vm-sorry"));
    }

    private PlayEnd choose(Optional<Message> current) {
        List<String> choices = new ArrayList<>();
        current.ifPresent(message -> choices.addAll(List.of("vm-toreply", "vm-tohearenv")));
        if (policy.sendMessages()) {
            choices.add("vm-leavemsg");
        }
        choices.add("vm-starmain");
        String keys = (current.isPresent() ? "13" : "") + (policy.sendMessages() ? "5" : "") + "*";
        PlayEnd end = line.choose(Line.named(choices.toArray(String[]::new)), keys);
        return end.key().filter(key -> key == Digit.FIVE).isPresent()
                ? composing.compose()
                : current.map(message -> act(message, end)).orElseGet(() -> back(end));
    }

    private PlayEnd act(Message message, PlayEnd choice) {
        return switch (choice.key().orElse(Digit.STAR)) {
            case ONE -> composing.reply(message);
            case THREE -> line.offer(envelopes.details(message));
            default -> back(choice);
        };
    }

    private static PlayEnd back(PlayEnd end) {
        return end.isHungUp() ? end : PlayEnd.completed();
    }
}

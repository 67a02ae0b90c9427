package org.voicemail4j.flow;

import java.util.Optional;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.message.Message;

/** More choices for a message: 3 says when it came and from whom, star goes back. */
final class AdvancedMenu {

    private final Line line;
    private final EnvelopeReader envelopes;

    AdvancedMenu(Line line, EnvelopeReader envelopes) {
        this.line = line;
        this.envelopes = envelopes;
    }

    PlayEnd run(Optional<Message> current) {
        return current.map(this::offer).orElseGet(() -> line.offer(Line.named("vm-sorry")));
    }

    private PlayEnd offer(Message message) {
        PlayEnd end = line.choose(Line.named("vm-tohearenv", "vm-starmain"), "3*");
        if (end.key().filter(key -> key == Digit.THREE).isPresent()) {
            return line.offer(envelopes.details(message));
        }
        return end.isHungUp() ? end : PlayEnd.completed();
    }
}

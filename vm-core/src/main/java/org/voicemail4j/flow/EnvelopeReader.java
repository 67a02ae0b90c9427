package org.voicemail4j.flow;

import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Message;
import org.voicemail4j.say.SpokenLanguage;

/** What is said of a message besides the message itself, as the mailbox's policy wants it. */
final class EnvelopeReader {

    private final FlowContext context;
    private final MailboxPolicy policy;
    private final SpokenLanguage language;

    EnvelopeReader(FlowContext context, MailboxPolicy policy) {
        this.context = context;
        this.policy = policy;
        this.language = SpokenLanguage.of(policy.language());
    }

    /** Said before a message. */
    List<Prompt> header(Message message, int index, int size) {
        List<Prompt> header = new ArrayList<>(language.position(message, index, size));
        if (policy.sayEnvelope()) {
            header.addAll(time(message));
        }
        if (policy.sayCaller()) {
            header.addAll(language.caller(message.envelope().caller()));
        }
        if (policy.sayDurationFrom()
                .filter(from -> message.length().compareTo(from) >= 0)
                .isPresent()) {
            header.addAll(language.length(message.length()));
        }
        return header;
    }

    /** Said when the owner asks for it: when and from whom. */
    List<Prompt> details(Message message) {
        return Line.join(time(message), language.caller(message.envelope().caller()));
    }

    private List<Prompt> time(Message message) {
        return language.time(
                message.envelope().received().atZone(policy.zone()),
                context.clock().instant(),
                policy.dateFormat());
    }
}

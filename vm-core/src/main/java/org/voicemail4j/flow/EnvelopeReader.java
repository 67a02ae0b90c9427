package org.voicemail4j.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.say.SpokenLanguage;

/** What is said of a message besides the message itself, as the mailbox's policy wants it. */
final class EnvelopeReader {

    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeReader.class);

    private final FlowContext context;
    private final Mailbox mailbox;
    private final MailboxPolicy policy;
    private final SpokenLanguage language;

    EnvelopeReader(FlowContext context, Mailbox mailbox) {
        this.context = context;
        this.mailbox = mailbox;
        this.policy = mailbox.policy();
        this.language = SpokenLanguage.of(policy.language());
    }

    /** Said before a message. */
    List<Prompt> header(Message message, int index, int size) {
        List<Prompt> header = new ArrayList<>(language.position(message, index, size));
        header.addAll(category(message.envelope().category()));
        if (policy.sayEnvelope()) {
            header.addAll(time(message));
        }
        if (policy.sayCaller()) {
            header.addAll(caller(message.envelope().caller()));
        }
        if (policy.sayDurationFrom()
                .filter(from -> message.length().compareTo(from) >= 0)
                .isPresent()) {
            header.addAll(language.length(message.length()));
        }
        return header;
    }

    /** The category is the name of a prompt of the host's; one that cannot be a prompt's is not said. */
    private static List<Prompt> category(String category) {
        return Prompt.Named.isValid(category) ? Line.named(category) : List.of();
    }

    /** Said when the owner asks for it: when and from whom. */
    List<Prompt> details(Message message) {
        return Line.join(time(message), caller(message.envelope().caller()));
    }

    private List<Prompt> caller(Party caller) {
        return colleague(caller)
                .map(this::colleague)
                .or(() -> caller.number().flatMap(this::recorded).map(language::from))
                .orElseGet(() -> language.caller(caller));
    }

    /** A name that cannot be had is no reason to say nothing. */
    private Optional<Prompt> recorded(String number) {
        try {
            return context.callerNames().find(number).map(Prompt::recorded);
        } catch (VoicemailException e) {
            LOG.warn("the recorded name of a caller cannot be had; the number is said", e);
            return Optional.empty();
        }
    }

    /** The mailbox of a caller from the same context, where such callers are said otherwise than others. */
    private Optional<Mailbox> colleague(Party caller) {
        String here = mailbox.id().context();
        return caller.number()
                .filter(number -> policy.internalContexts().contains(here))
                .flatMap(number -> MailboxId.of(here, number))
                .flatMap(context.mailboxes()::find);
    }

    private List<Prompt> colleague(Mailbox caller) {
        return CallerGreeting.recorded(caller, GreetingKind.NAME)
                .map(language::from)
                .orElseGet(() -> language.fromExtension(caller.id().number()));
    }

    private List<Prompt> time(Message message) {
        return language.time(
                message.envelope().received().atZone(policy.zone()),
                context.clock().instant(),
                policy.dateFormat());
    }
}

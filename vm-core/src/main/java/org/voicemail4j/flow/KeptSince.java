package org.voicemail4j.flow;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.MessageStore;

/**
 * Since when a message lies in its folder, for policies by which it stays there for a time only: an attribute of its
 * envelope names the folder and the second. It says nothing of another folder, so that whoever moves the message without
 * noting it, such as Asterisk, does not make it older than it is.
 */
public final class KeptSince {

    /** The attribute: a folder's name, a space, seconds since 1970. */
    public static final String ATTRIBUTE = "kept-since";

    private static final Logger LOG = LoggerFactory.getLogger(KeptSince.class);

    private KeptSince() {}

    /** Since when a message lies where it lies, if somebody noted it. */
    public static Optional<Instant> of(Message message) {
        String prefix = message.folder().name() + " ";
        return message.envelope()
                .attribute(ATTRIBUTE)
                .filter(text -> text.startsWith(prefix))
                .map(text -> text.substring(prefix.length()))
                .filter(seconds -> seconds.matches("[0-9]{1,12}"))
                .map(Long::parseLong)
                .map(Instant::ofEpochSecond);
    }

    /** Notes that a message lies in a folder since then. */
    public static Optional<Message> note(
            MessageStore store, Mailbox mailbox, MessageId id, Folder folder, Instant since) {
        return store.change(mailbox.id(), id, envelope -> noted(envelope, folder, since));
    }

    /** An envelope with that noted, if there is room for another attribute. */
    public static Envelope noted(Envelope envelope, Folder folder, Instant since) {
        boolean isFull = envelope.attributes().size() >= Envelope.MOST_ATTRIBUTES;
        if (isFull && envelope.attribute(ATTRIBUTE).isEmpty()) {
            return envelope;
        }
        return envelope.toBuilder()
                .attribute(ATTRIBUTE, folder.name() + " " + since.getEpochSecond())
                .build();
    }

    /**
     * Notes that a message has just been moved, where that matters: to a folder that keeps for a time, or when there is an
     * older note. It has been moved even if that cannot be noted.
     *
     * @param message as it was before
     */
    public static void moved(MessageStore store, Mailbox mailbox, Message message, Folder to, Instant now) {
        boolean matters = mailbox.policy().retention().containsKey(to)
                || message.envelope().attribute(ATTRIBUTE).isPresent();
        if (!matters) {
            return;
        }
        try {
            note(store, mailbox, message.id(), to, now);
        } catch (VoicemailException e) {
            LOG.warn("{}: since when {} lies in {} cannot be noted", mailbox.id(), message.id(), to, e);
        }
    }
}

package org.voicemail4j.mail.imap;

import java.util.Set;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;

/**
 * A voicemail as it lies on the server.
 *
 * @param id the message's, unique in its folder: a mail that was copied there has another one than its original
 * @param place its name on the server
 * @param uid its number there
 * @param flags in lower case
 */
record StoredMail(MessageId id, String place, long uid, Set<String> flags, VoicemailHeaders headers) {

    Envelope envelope() {
        return MailFlags.apply(headers.envelope(), flags);
    }
}

package org.voicemail4j.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** A mail whose Message-ID is ours: the same at each attempt, so that a server recognises what it has got already. */
final class OutgoingMessage extends MimeMessage {

    private final String messageId;

    OutgoingMessage(String messageId) {
        super(Session.getInstance(new Properties()));
        this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}

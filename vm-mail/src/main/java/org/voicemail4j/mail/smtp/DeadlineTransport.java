package org.voicemail4j.mail.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Jakarta Mail's, which tells the deadline when all of a mail has been sent and the server alone is to blame for waiting. */
final class DeadlineTransport extends SMTPTransport {

    private static final String PROTOCOL = "smtp";

    private final Deadline deadline;

    DeadlineTransport(Session session, Deadline deadline) {
        super(session, new URLName(PROTOCOL, null, -1, null, null, null)); // without it the host is "localhost"
        this.deadline = deadline;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        deadline.awaitLastAnswer();
        super.finishData();
    }
}

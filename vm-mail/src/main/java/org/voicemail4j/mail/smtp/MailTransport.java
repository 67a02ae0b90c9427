package org.voicemail4j.mail.smtp;

import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** A way for mail to leave. For many threads. The contract is {@code MailTransportContract} in the test-jar of this module. */
public interface MailTransport extends AutoCloseable {

    /**
     * Sends a mail, in bounded time.
     *
     * @param mail finished, its headers included
     * @param sender to whom failures are reported (the envelope's, RFC 5321 §3.3)
     * @param recipients plain addresses, at least one
     * @throws MailException if it went to nobody, for a reason that may pass: no connection, no answer, wrong credentials;
     *     the result may say that of each recipient instead
     */
    MailResult send(MimeMessage mail, String sender, List<String> recipients);

    /** Lets go of connections and the like. Closing twice is harmless. */
    @Override
    default void close() {}
}

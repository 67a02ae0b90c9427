package org.voicemail4j.mail.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.CRLFOutputStream;
import org.jspecify.annotations.Nullable;

/** A connection to the server, opened when the first mail wants it. Used by one thread at a time. */
final class SmtpConnection {

    private static final int MOST_MAILS = 100;

    private final SmtpConfig config;
    private final Deadline deadline;
    private final Session session;
    private final SMTPTransport transport;
    private int mails;
    private boolean open;

    SmtpConnection(SmtpConfig config, ScheduledExecutorService timer) {
        this.config = config;
        this.deadline = new Deadline(config.elapsed, config.answerTime);
        this.session = Session.getInstance(properties(config, deadline, timer));
        this.transport = new DeadlineTransport(session, deadline);
    }

    private static Properties properties(SmtpConfig config, Deadline deadline, ScheduledExecutorService timer) {
        Properties properties = new Properties();
        set(properties, "host", config.host);
        set(properties, "port", Integer.toString(config.port));
        set(properties, "localhost", config.localHost);
        set(properties, "connectiontimeout", Long.toString(config.connectTime.toMillis()));
        set(properties, "timeout", Long.toString(config.answerTime.toMillis()));
        set(properties, "writetimeout", Long.toString(config.answerTime.toMillis()));
        set(properties, "sendpartial", "true");
        set(properties, "quitwait", "false");
        set(properties, "ssl.checkserveridentity", "true");
        boolean offered = config.security == SmtpConfig.Security.STARTTLS_IF_OFFERED;
        boolean required = config.security == SmtpConfig.Security.STARTTLS;
        set(properties, "starttls.enable", Boolean.toString(offered || required));
        set(properties, "starttls.required", Boolean.toString(required));
        set(properties, "ssl.enable", Boolean.toString(config.security == SmtpConfig.Security.TLS));
        set(properties, "auth", Boolean.toString(config.user.isPresent()));
        set(
                properties,
                "auth.mechanisms",
                config.authentication == SmtpConfig.Authentication.XOAUTH2 ? "XOAUTH2" : "PLAIN LOGIN");
        properties.put("mail.smtp.socketFactory", new PlainSockets(deadline));
        properties.put("mail.smtp.ssl.socketFactory", new DeadlineSockets(deadline, config.tls));
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.executor.writetimeout", timer);
        return properties;
    }

    private static void set(Properties properties, String name, String value) {
        properties.put("mail.smtp." + name, value);
    }

    /**
     * Sends a mail.
     *
     * @return why it was not sent, if it is longer than the server says that it takes; otherwise empty
     */
    Optional<String> send(MimeMessage mail, String sender, Address[] recipients) throws MessagingException {
        deadline.extend(config.mailTime);
        if (!open) { // asking the transport would send a NOOP
            connect();
            open = true;
        }
        boolean isAsked = transport.supportsExtension("SIZE");
        long octets = isAsked ? octets(mail) : 0;
        long most = isAsked ? most(transport.getExtensionParameter("SIZE")) : Long.MAX_VALUE;
        if (octets > most) {
            return Optional.of("the server takes mails of up to " + most + " octets, and this one has " + octets);
        }
        mails++;
        session.getProperties().setProperty("mail.smtp.from", sender);
        session.getProperties().setProperty("mail.smtp.mailextension", isAsked ? "SIZE=" + octets : "");
        transport.sendMessage(mail, recipients);
        return Optional.empty();
    }

    /** Zero, or no number, is no limit. */
    private static long most(@Nullable String said) {
        String digits = said == null ? "" : said.strip();
        long most = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
        return most == 0 ? Long.MAX_VALUE : most;
    }

    private static long octets(MimeMessage mail) throws MessagingException {
        Counter counter = new Counter();
        try {
            mail.writeTo(new CRLFOutputStream(counter)); // as it is sent
        } catch (IOException e) {
            throw new MessagingException("cannot measure a mail", e);
        }
        return counter.octets;
    }

    private static final class Counter extends OutputStream {

        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            octets += length;
        }
    }

    private void connect() throws MessagingException {
        if (config.user.isPresent()) {
            transport.connect(config.user.get(), config.secret.get());
        } else {
            transport.connect();
        }
    }

    /** Asks the server (NOOP). */
    boolean isAlive() {
        deadline.extend(config.answerTime);
        return transport.isConnected();
    }

    boolean isReusable() {
        return mails < MOST_MAILS;
    }

    void close() {
        try {
            deadline.extend(config.answerTime);
            transport.close();
        } catch (MessagingException e) {
            // it is gone, which is what was wanted
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%d", config.host, config.port);
    }
}

package org.voicemail4j.mail.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.angus.mail.smtp.SMTPTransport;

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

    void send(MimeMessage mail, String sender, Address[] recipients) throws MessagingException {
        deadline.extend(config.mailTime);
        if (!open) { // asking the transport would send a NOOP
            connect();
            open = true;
        }
        mails++;
        session.getProperties().setProperty("mail.smtp.from", sender);
        transport.sendMessage(mail, recipients);
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

package org.voicemail4j.mail.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.voicemail4j.mail.run.MailThreads;

/**
 * Mail by SMTP (RFC 5321). Connections are kept for the next mail, a few of them, and given up after any failure. What
 * the server says decides: 4xx, no answer and no connection mean later, 5xx to a recipient or to the mail means never, or that
 * the mail is too large. The server is told beforehand how long a mail is, and not troubled with one that is longer than it
 * said that it takes (SIZE, RFC 1870).
 */
public final class SmtpTransport implements MailTransport {

    private final SmtpConfig config;
    private final ScheduledExecutorService timer = new MailThreads("smtp-timer").timer();
    private final Deque<SmtpConnection> idle = new ArrayDeque<>();
    private boolean closed;

    /** A transport to that server. Nothing is connected yet. */
    public SmtpTransport(SmtpConfig config) {
        this.config = config;
    }

    @Override
    public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
        Map<String, String> never = new HashMap<>();
        List<Address> addresses = addresses(recipients, never);
        if (addresses.isEmpty()) {
            return new MailResult(Set.of(), Map.of(), never);
        }
        List<String> sound =
                recipients.stream().filter(one -> !never.containsKey(one)).toList();
        MailResult result = send(new Letter(mail, sender, sound, addresses.toArray(Address[]::new)));
        never.putAll(result.never());
        return new MailResult(result.accepted(), result.later(), never, result.tooLarge());
    }

    /** What is sent, and to whom: addresses as they came and as they were read, in one order. */
    private record Letter(MimeMessage mail, String sender, List<String> recipients, Address[] addresses) {}

    private MailResult send(Letter letter) {
        Optional<SmtpConnection> kept = takeIdle();
        try {
            if (kept.isPresent()) {
                Optional<MailResult> result = overKept(kept.get(), letter);
                if (result.isPresent()) {
                    return result.get();
                }
            }
            return over(new SmtpConnection(config, timer), letter);
        } catch (MessagingException e) {
            throw new MailException("cannot send mail by " + config + ": " + SmtpFailures.words(e), e);
        }
    }

    /** A connection that was kept may have ended meanwhile: then nothing was sent, and a fresh one is worth a try. */
    private Optional<MailResult> overKept(SmtpConnection connection, Letter letter) throws MessagingException {
        if (!connection.isAlive()) {
            connection.close();
            return Optional.empty();
        }
        return Optional.of(over(connection, letter));
    }

    private MailResult over(SmtpConnection connection, Letter letter) throws MessagingException {
        boolean well = false;
        try {
            Optional<String> tooLarge = connection.send(letter.mail(), letter.sender(), letter.addresses());
            well = true;
            return tooLarge.map(reason -> tooLarge(letter, reason))
                    .orElseGet(() -> new MailResult(Set.copyOf(letter.recipients()), Map.of(), Map.of()));
        } catch (SendFailedException e) {
            return SmtpFailures.result(e, letter.recipients());
        } finally {
            if (well && connection.isReusable()) {
                keep(connection);
            } else {
                connection.close();
            }
        }
    }

    private static MailResult tooLarge(Letter letter, String reason) {
        Map<String, String> all = new HashMap<>();
        letter.recipients().forEach(recipient -> all.put(recipient, reason));
        return new MailResult(Set.of(), Map.of(), Map.of(), all);
    }

    /** Reads the addresses; those that are none are refused here, so that one of them does not keep mail from the others. */
    private static List<Address> addresses(List<String> recipients, Map<String, String> refused) {
        List<Address> addresses = new ArrayList<>();
        for (String recipient : recipients) {
            try {
                addresses.add(new InternetAddress(recipient, true));
            } catch (AddressException e) {
                refused.put(recipient, "not an address: " + SmtpFailures.words(e));
            }
        }
        return addresses;
    }

    private synchronized Optional<SmtpConnection> takeIdle() {
        return Optional.ofNullable(idle.pollLast());
    }

    private void keep(SmtpConnection connection) {
        synchronized (this) {
            if (!closed && idle.size() < config.connections) {
                idle.addLast(connection);
                return;
            }
        }
        connection.close();
    }

    @Override
    public void close() {
        List<SmtpConnection> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(idle);
            idle.clear();
        }
        left.forEach(SmtpConnection::close);
        timer.shutdownNow();
    }
}

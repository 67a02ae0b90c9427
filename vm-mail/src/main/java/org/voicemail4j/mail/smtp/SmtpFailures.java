package org.voicemail4j.mail.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What Jakarta Mail's exceptions say of each recipient. */
final class SmtpFailures {

    private static final int FOR_GOOD = 500;
    private static final int MOST_EXCEPTIONS = 200;

    private SmtpFailures() {}

    /** What the server said of the whole mail or of one address. */
    private record Verdict(int code, String words) {
        boolean isForGood() {
            return code >= FOR_GOOD;
        }
    }

    static MailResult result(SendFailedException failure, List<String> recipients) {
        Set<String> accepted = new HashSet<>();
        for (Address address :
                failure.getValidSentAddresses() == null ? new Address[0] : failure.getValidSentAddresses()) {
            accepted.add(plain(address));
        }
        Map<String, Verdict> ofAddresses = new HashMap<>();
        Optional<Verdict> ofMail = Optional.empty();
        Exception next = failure;
        for (int i = 0; next instanceof MessagingException one && i < MOST_EXCEPTIONS; i++) {
            if (one instanceof SMTPAddressFailedException address) {
                ofAddresses.put(plain(address.getAddress()), new Verdict(address.getReturnCode(), words(address)));
            } else if (ofMail.isEmpty()) {
                ofMail = verdict(one);
            }
            next = one.getNextException();
        }
        Verdict otherwise = ofMail.orElse(new Verdict(0, words(failure)));
        Map<String, String> later = new HashMap<>();
        Map<String, String> never = new HashMap<>();
        Set<String> sent = new HashSet<>();
        for (String recipient : recipients) {
            String plain = recipient.toLowerCase(Locale.ROOT);
            Verdict verdict = ofAddresses.getOrDefault(plain, otherwise);
            if (accepted.contains(plain)) {
                sent.add(recipient);
            } else {
                (verdict.isForGood() ? never : later).put(recipient, verdict.words());
            }
        }
        return new MailResult(sent, later, never);
    }

    private static Optional<Verdict> verdict(MessagingException one) {
        if (one instanceof SMTPSendFailedException failed) {
            return Optional.of(new Verdict(failed.getReturnCode(), words(failed)));
        }
        if (one instanceof SMTPSenderFailedException failed) {
            return Optional.of(new Verdict(failed.getReturnCode(), words(failed)));
        }
        return Optional.empty();
    }

    private static String plain(Address address) {
        String text = address instanceof InternetAddress internet ? internet.getAddress() : address.toString();
        return text.toLowerCase(Locale.ROOT);
    }

    /** What was said, in one line; the server's words end up in logs and lists. */
    static String words(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\p{Cc}+", " ").strip();
    }
}

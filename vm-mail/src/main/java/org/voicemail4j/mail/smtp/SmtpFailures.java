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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What Jakarta Mail's exceptions say of each recipient. */
final class SmtpFailures {

    private static final int FOR_GOOD = 500;
    private static final int MOST_EXCEPTIONS = 200;
    private static final int TOO_MUCH = 552;
    private static final Pattern ENHANCED = Pattern.compile("^5[0-9]{2}[ -](5\\.[0-9]{1,3}\\.[0-9]{1,3})\\b");
    /** Message too big for system; message length exceeds administrative limit (RFC 3463). */
    private static final Set<String> TOO_LARGE = Set.of("5.3.4", "5.2.3");

    private SmtpFailures() {}

    /** What the server said of the whole mail or of one address. */
    private record Verdict(int code, String words) {
        boolean isForGood() {
            return code >= FOR_GOOD;
        }

        /** 552 alone may also mean a full mailbox, which may have room for a short mail. */
        boolean isTooLarge() {
            Matcher enhanced = ENHANCED.matcher(words);
            return isForGood() && (enhanced.find() ? TOO_LARGE.contains(enhanced.group(1)) : code == TOO_MUCH);
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
        Map<String, String> tooLarge = new HashMap<>();
        Set<String> sent = new HashSet<>();
        for (String recipient : recipients) {
            String plain = recipient.toLowerCase(Locale.ROOT);
            Verdict verdict = ofAddresses.getOrDefault(plain, otherwise);
            if (accepted.contains(plain)) {
                sent.add(recipient);
            } else if (verdict.isTooLarge()) {
                tooLarge.put(recipient, verdict.words());
            } else {
                (verdict.isForGood() ? never : later).put(recipient, verdict.words());
            }
        }
        return new MailResult(sent, later, never, tooLarge);
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

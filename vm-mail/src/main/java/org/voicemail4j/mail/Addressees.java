package org.voicemail4j.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.smtp.MailResult;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.store.OutboxEntry;

/** To whom a mail goes, and what the server says of each of them. For many threads. */
final class Addressees {

    private static final Logger LOG = LoggerFactory.getLogger(Addressees.class);

    private final MailTransport transport;
    private final MailWriter writer;

    Addressees(MailTransport transport, MailWriter writer) {
        this.transport = transport;
        this.writer = writer;
    }

    /**
     * What became of a mail, and of another one to others.
     *
     * @param done who has got it
     * @param tooLarge who takes none that is so long
     */
    record Outcome(
            Set<String> done, Map<String, String> later, Map<String, String> never, Map<String, String> tooLarge) {

        static Outcome nothing() {
            return new Outcome(Set.of(), Map.of(), Map.of(), Map.of());
        }

        Outcome and(Outcome other) {
            Set<String> allDone = new HashSet<>(done);
            allDone.addAll(other.done);
            return new Outcome(
                    allDone, both(later, other.later), both(never, other.never), both(tooLarge, other.tooLarge));
        }

        private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
            Map<String, String> both = new HashMap<>(one);
            both.putAll(other);
            return both;
        }
    }

    /** Sends a mail to those of the addresses that have not got it; {@code facts} notes who has. */
    SendResult deliver(
            OutboxEntry entry, MailSettings settings, MimeMessage mail, List<String> addresses, Facts facts) {
        return result(entry, facts, offer(settings, mail, addresses, facts));
    }

    /** Sends a mail to those of the addresses that have not got it. */
    Outcome offer(MailSettings settings, MimeMessage mail, List<String> addresses, Facts facts) {
        Map<String, String> never = new HashMap<>();
        List<String> wanted = new ArrayList<>();
        for (String address : addresses) {
            if (!isAddress(address)) {
                never.put(address, "not an address");
            } else if (!facts.isDone(address)) {
                wanted.add(address);
            }
        }
        if (wanted.isEmpty()) {
            return new Outcome(Set.of(), Map.of(), never, Map.of());
        }
        MailResult result = transport.send(mail, writer.sender(settings), wanted);
        never.putAll(result.never());
        return new Outcome(result.accepted(), result.later(), never, result.tooLarge());
    }

    /** What comes of an entry: who takes none of that length gets none. */
    SendResult result(OutboxEntry entry, Facts facts, Outcome outcome) {
        if (!outcome.later().isEmpty()) {
            return new SendResult.Later(facts.done(outcome.done()).encode(), words(outcome.later()));
        }
        Map<String, String> never = new HashMap<>(outcome.never());
        never.putAll(outcome.tooLarge());
        if (!never.isEmpty()) {
            LOG.warn("{}: mail {} was refused for good: {}", entry.mailbox(), entry.id(), words(never));
            return new SendResult.Never(facts.done(outcome.done()).encode(), words(never));
        }
        return new SendResult.Sent();
    }

    static boolean isAddress(String address) {
        try {
            new InternetAddress(address, true);
            return address.indexOf('@') > 0;
        } catch (AddressException e) {
            return false;
        }
    }

    private static String words(Map<String, String> reasons) {
        StringBuilder words = new StringBuilder();
        reasons.forEach((address, reason) -> words.append(words.isEmpty() ? "" : "; ")
                .append(address)
                .append(": ")
                .append(reason));
        return words.toString();
    }
}

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

    /** Sends a mail to those of the addresses that have not got it; {@code facts} notes who has. */
    SendResult deliver(
            OutboxEntry entry, MailSettings settings, MimeMessage mail, List<String> addresses, Facts facts) {
        Map<String, String> never = new HashMap<>();
        List<String> wanted = new ArrayList<>();
        for (String address : addresses) {
            if (!isAddress(address)) {
                never.put(address, "not an address");
            } else if (!facts.isDone(address)) {
                wanted.add(address);
            }
        }
        Set<String> done = new HashSet<>();
        Map<String, String> later = Map.of();
        if (!wanted.isEmpty()) {
            MailResult result = transport.send(mail, writer.sender(settings), wanted);
            done.addAll(result.accepted());
            never.putAll(result.never());
            later = result.later();
        }
        if (!later.isEmpty()) {
            return new SendResult.Later(facts.done(done).encode(), words(later));
        }
        if (!never.isEmpty()) {
            LOG.warn("{}: mail {} was refused for good: {}", entry.mailbox(), entry.id(), words(never));
            return new SendResult.Never(facts.done(done).encode(), words(never));
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

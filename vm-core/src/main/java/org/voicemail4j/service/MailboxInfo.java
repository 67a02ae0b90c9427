package org.voicemail4j.service;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.MessageCounts;

/**
 * What a host may want to know of a mailbox: Asterisk's VM_INFO, without the PIN.
 *
 * @param mailbox its own name, also if it was asked for by an alias
 * @param fullName its owner's name, or empty
 * @param emails where mail about messages goes
 * @param pager where short mail about messages goes
 * @param language in which prompts are spoken
 * @param zone in which date and time are said
 * @param counts how many messages there are now
 */
public record MailboxInfo(
        MailboxId mailbox,
        String fullName,
        List<String> emails,
        Optional<String> pager,
        Locale language,
        ZoneId zone,
        MessageCounts counts) {

    public MailboxInfo {
        Objects.requireNonNull(mailbox, "mailbox");
        Objects.requireNonNull(fullName, "fullName");
        emails = List.copyOf(emails);
        Objects.requireNonNull(pager, "pager");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(counts, "counts");
    }

    static MailboxInfo of(Mailbox mailbox) {
        Subscriber owner = mailbox.subscriber();
        return new MailboxInfo(
                mailbox.id(),
                owner.fullName(),
                owner.emails(),
                owner.pager(),
                mailbox.policy().language(),
                mailbox.policy().zone(),
                mailbox.counts());
    }
}

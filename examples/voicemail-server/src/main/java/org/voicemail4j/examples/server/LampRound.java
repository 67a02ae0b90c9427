package org.voicemail4j.examples.server;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.sip.SipEndpoint;

/** Tells the lamps of mailboxes how things are: after a start, and when voicemail.conf has other mailboxes than before. */
final class LampRound {

    private static final Logger LOG = LoggerFactory.getLogger(LampRound.class);

    /** So many mailboxes are looked at in a second, so that neither store nor proxy is flooded. */
    private static final int LAMPS_A_SECOND = 100;

    private static final MessageSummary NOTHING = new MessageSummary(new MessageCounts(0, 0, 0, 0));

    private final SipEndpoint sip;
    private final VoicemailService service;
    private final MessageDesks desks;
    private final MailboxDirectory people;

    LampRound(SipEndpoint sip, VoicemailService service, MessageDesks desks, MailboxDirectory people) {
        this.sip = sip;
        this.service = service;
        this.desks = desks;
        this.people = people;
    }

    /** Tells those; the lamps of mailboxes that exist no more go out. */
    void tell(Collection<MailboxId> mailboxes) {
        if (desks.lineSource().isPresent()) {
            mailboxes.forEach(this::tell); // a message desk's lamps have their own pace
        } else if (!mailboxes.isEmpty()) {
            sip.audit(mailboxes, Duration.ofSeconds(Math.max(5, mailboxes.size() / LAMPS_A_SECOND)));
        }
    }

    /** One mailbox that cannot be looked up keeps nobody else from it. */
    private void tell(MailboxId mailbox) {
        try {
            if (people.find(mailbox).isEmpty()) {
                desks.publish(mailbox, NOTHING);
                sip.audit(List.of(mailbox), Duration.ZERO);
            } else {
                service.refresh(mailbox);
            }
        } catch (VoicemailException e) {
            LOG.warn("{}: its lamps are told when it changes: {}", mailbox, e.getMessage());
        }
    }
}

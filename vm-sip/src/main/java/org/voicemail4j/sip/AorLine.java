package org.voicemail4j.sip;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiEvent;

/**
 * An address of record that shows one or several mailboxes: unsolicited NOTIFY by the outbound proxy, which knows where the
 * phones are. Such a NOTIFY belongs to no subscription, so it says that there is none: terminated. For many threads.
 */
final class AorLine implements LampLine {

    private static final Logger LOG = LoggerFactory.getLogger(AorLine.class);

    private final String target;
    private final Optional<String> account;
    private final SipMessages messages;
    private final NotifyRequests requests;
    private final Consumer<MwiEvent> listener;
    private final NotifySequence sequence = new NotifySequence();
    /** What each of its mailboxes held last; replaced as a whole under the lock of this. */
    private volatile Map<MailboxId, MessageSummary> held = Map.of();

    /** @param account the Message-Account of all its mailboxes, if they have one */
    AorLine(
            String target,
            Optional<String> account,
            SipMessages messages,
            NotifyRequests requests,
            Consumer<MwiEvent> listener) {
        this.target = target;
        this.account = account;
        this.messages = messages;
        this.requests = requests;
        this.listener = listener;
    }

    /**
     * One of its mailboxes holds that now.
     *
     * @param shows told the sum of all; before any later sum
     */
    synchronized void holds(MailboxId mailbox, MessageSummary summary, Consumer<MessageSummary> shows) {
        Map<MailboxId, MessageSummary> more = new HashMap<>(held);
        more.put(mailbox, summary);
        held = Map.copyOf(more);
        shows.accept(Watches.sum(held.values()));
    }

    /** One of its mailboxes is shown elsewhere. */
    synchronized void leaves(MailboxId mailbox, Consumer<MessageSummary> shows) {
        Map<MailboxId, MessageSummary> fewer = new HashMap<>(held);
        if (fewer.remove(mailbox) != null) {
            held = Map.copyOf(fewer);
            shows.accept(Watches.sum(held.values()));
        }
    }

    private List<MailboxId> mailboxes() {
        return held.keySet().stream()
                .sorted(Comparator.comparing(MailboxId::toString))
                .toList();
    }

    @Override
    public boolean send(Notice notice, Answered answered) {
        String body = MessageSummaryBody.write(notice.summary().orElseThrow(), account);
        NotifyRequests.Addressing addressing = new NotifyRequests.Addressing(
                target, target, Optional.empty(), Optional.empty(), sequence, requests.outbound());
        return requests.send(
                Request.NOTIFY,
                addressing,
                request -> {
                    SipMessages.set(request, messages.header("Event", NotifyRequests.EVENT));
                    SipMessages.set(request, messages.header("Subscription-State", "terminated"));
                    SipMessages.set(request, messages.header("Allow-Events", NotifyRequests.EVENT));
                    messages.content(request, "application", MessageSummaryBody.SUB_TYPE, body);
                },
                answered);
    }

    @Override
    public void lost(int status) {
        LOG.warn(
                "{}: NOTIFY to {} was last answered with {}; its lamp is stale until a mailbox of it changes",
                mailboxes(),
                LogLine.of(target),
                status);
        listener.accept(new MwiEvent.LampLost(mailboxes(), target, status));
    }

    @Override
    public String toString() {
        return "lamp of " + mailboxes();
    }
}

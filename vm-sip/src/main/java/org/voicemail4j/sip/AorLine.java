package org.voicemail4j.sip;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MwiEvent;

/**
 * A mailbox's address of record: unsolicited NOTIFY by the outbound proxy, which knows where the phones are. Such a NOTIFY
 * belongs to no subscription, so it says that there is none: terminated.
 */
final class AorLine implements LampLine {

    private static final Logger LOG = LoggerFactory.getLogger(AorLine.class);

    private final MailboxId mailbox;
    private final String target;
    private final SipConfig config;
    private final SipMessages messages;
    private final NotifyRequests requests;
    private final Consumer<MwiEvent> listener;
    private final NotifySequence sequence = new NotifySequence();

    AorLine(
            MailboxId mailbox,
            String target,
            SipConfig config,
            SipMessages messages,
            NotifyRequests requests,
            Consumer<MwiEvent> listener) {
        this.mailbox = mailbox;
        this.target = target;
        this.config = config;
        this.messages = messages;
        this.requests = requests;
        this.listener = listener;
    }

    @Override
    public boolean send(Notice notice, Answered answered) {
        String body = MessageSummaryBody.write(
                notice.summary().orElseThrow(), config.messageAccount().apply(mailbox));
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
                "{}: NOTIFY to {} was last answered with {}; its lamp is stale until the mailbox changes",
                mailbox,
                LogLine.of(target),
                status);
        listener.accept(new MwiEvent.LampLost(List.of(mailbox), target, status));
    }

    @Override
    public String toString() {
        return "lamp of " + mailbox;
    }
}

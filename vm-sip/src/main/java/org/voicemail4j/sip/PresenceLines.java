package org.voicemail4j.sip;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.header.MinExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiEvent;

/**
 * What a presence server is told of mailboxes by PUBLISH (RFC 3903), so that it serves the phones. Each publication is
 * refreshed after two thirds of its time, and made anew where the server has forgotten it (412). A server that is away is tried
 * again as often as that; one that says that there is no such user, not before the mailbox changes. For many threads.
 */
final class PresenceLines {

    private static final Logger LOG = LoggerFactory.getLogger(PresenceLines.class);

    private static final int INTERVAL_TOO_BRIEF = 423;
    private static final Set<Integer> FOR_GOOD = Set.of(Response.NOT_FOUND, Response.GONE, Response.BAD_EVENT);

    private final String pattern;
    private final SipConfig config;
    private final SipMessages messages;
    private final NotifyRequests requests;
    private final LampSender sender;
    private final Map<MailboxId, Publication> publications = new ConcurrentHashMap<>();

    PresenceLines(String pattern, SipConfig config, SipMessages messages, NotifyRequests requests, LampSender sender) {
        this.pattern = pattern;
        this.config = config;
        this.messages = messages;
        this.requests = requests;
        this.sender = sender;
    }

    void show(MailboxId mailbox, MessageSummary summary) {
        Publication line = publications.computeIfAbsent(mailbox, Publication::new);
        line.last = summary;
        sender.show(line, Notice.of(summary));
    }

    /** Publishes again what would expire soon. */
    void refresh() {
        Instant now = config.clock().instant();
        for (Publication line : publications.values()) {
            MessageSummary last = line.last;
            Instant due = line.refreshAt;
            if (last != null && due != null && !due.isAfter(now)) {
                line.refreshAt = null;
                sender.showAnyway(line, Notice.of(last));
            }
        }
    }

    /** One mailbox's. */
    private final class Publication implements LampLine {

        private final MailboxId mailbox;
        private final String target;
        private final NotifySequence sequence = new NotifySequence();
        private volatile @Nullable MessageSummary last;
        private volatile @Nullable Instant refreshAt;
        private volatile Optional<String> tag = Optional.empty();
        private volatile Duration time = config.mwi().publishFor();

        private Publication(MailboxId mailbox) {
            this.mailbox = mailbox;
            this.target = pattern.replace("{number}", mailbox.number()).replace("{context}", mailbox.context());
        }

        @Override
        public boolean send(Notice notice, Answered answered) {
            String body = MessageSummaryBody.write(
                    notice.summary().orElseThrow(), config.messageAccount().apply(mailbox));
            NotifyRequests.Addressing addressing = new NotifyRequests.Addressing(
                    target, target, Optional.empty(), Optional.of(target), sequence, requests.outbound());
            return requests.send(Request.PUBLISH, addressing, request -> fill(request, body), taken(answered));
        }

        private void fill(Request request, String body) {
            SipMessages.set(request, messages.header("Event", NotifyRequests.EVENT));
            SipMessages.set(request, messages.header("Expires", Long.toString(time.toSeconds())));
            tag.ifPresent(known -> SipMessages.set(request, messages.header("SIP-If-Match", known)));
            messages.content(request, "application", MessageSummaryBody.SUB_TYPE, body);
        }

        /** Keeps the tag that the server gave; one that it has forgotten is tried again without. */
        private Answered taken(Answered answered) {
            return new Answered() {
                @Override
                public void response(Response response) {
                    if (response.getStatusCode() == Response.CONDITIONAL_REQUEST_FAILED) {
                        tag = Optional.empty();
                        answered.answered(Response.SERVER_INTERNAL_ERROR, Optional.of(Duration.ZERO));
                        return;
                    }
                    if (isLongerWished(response)) {
                        answered.answered(Response.SERVER_INTERNAL_ERROR, Optional.of(Duration.ZERO));
                        return;
                    }
                    if (response.getStatusCode() >= 200 && response.getStatusCode() < 300) {
                        tag = CallHeaders.header(response, "SIP-ETag");
                        refreshAt = config.clock()
                                .instant()
                                .plus(granted(response).multipliedBy(2).dividedBy(3));
                    }
                    answered.response(response);
                }

                @Override
                public void answered(int status, Optional<Duration> retryAfter) {
                    answered.answered(status, retryAfter);
                }
            };
        }

        /** The server takes no time as short as ours, and says which (RFC 3903 §5). */
        private boolean isLongerWished(Response response) {
            if (response.getStatusCode() != INTERVAL_TOO_BRIEF
                    || !(response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader least)) {
                return false;
            }
            boolean longer = least.getExpires() > time.toSeconds();
            if (longer) {
                time = Duration.ofSeconds(least.getExpires());
            }
            return longer;
        }

        private Duration granted(Response response) {
            long seconds = response.getExpires() == null
                    ? time.toSeconds()
                    : response.getExpires().getExpires();
            return Duration.ofSeconds(Math.max(1, seconds));
        }

        @Override
        public void lost(int status) {
            LOG.warn("{}: PUBLISH was last answered with {}; the presence server does not know it", mailbox, status);
            if (!FOR_GOOD.contains(status)) {
                Duration pause = time.dividedBy(3);
                Duration apart = pause.multipliedBy(Math.floorMod(mailbox.hashCode(), 100))
                        .dividedBy(500);
                refreshAt = config.clock().instant().plus(pause).plus(apart);
            }
            config.mwi().listener().accept(new MwiEvent.LampLost(List.of(mailbox), target, status));
        }
    }
}

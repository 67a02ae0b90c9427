package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MwiSource;

/**
 * Tells all lamps again what is true, spread evenly over a time that begins by chance: after a start, or when somebody doubts. Mailboxes that
 * nobody is told of are left out, and so are those of which nobody can say anything; lamps of those that are none any more
 * go out.
 */
final class MwiAudit {

    private static final Logger LOG = LoggerFactory.getLogger(MwiAudit.class);
    private static final long TICK_MILLIS = 100;

    private final SipMwiPublisher publisher;
    private final MwiSource source;
    private final LampWork work;
    private final ScheduledExecutorService timers;
    private final StartJitter jitter;

    MwiAudit(
            SipMwiPublisher publisher,
            MwiSource source,
            LampWork work,
            ScheduledExecutorService timers,
            StartJitter jitter) {
        this.publisher = publisher;
        this.source = source;
        this.work = work;
        this.timers = timers;
        this.jitter = jitter;
    }

    /** Starts one. */
    void start(Iterator<MailboxId> mailboxes, long count, Duration over) {
        Duration before = over.dividedBy(4);
        long ticks = Math.max(1, over.minus(before).toMillis() / TICK_MILLIS);
        int each = (int) Math.max(1, Math.min(100_000, (count + ticks - 1) / ticks));
        jitter.within(before, () -> next(mailboxes, each));
    }

    private void next(Iterator<MailboxId> mailboxes, int each) {
        boolean goesOn = work.isTaken(() -> {
            for (int i = 0; i < each && mailboxes.hasNext(); i++) {
                tell(mailboxes.next());
            }
            if (mailboxes.hasNext()) {
                timers.schedule(() -> next(mailboxes, each), TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        if (!goesOn) {
            LOG.debug("an audit of lamps ends before its end");
        }
    }

    private void tell(MailboxId mailbox) {
        try {
            if (publisher.isShown(mailbox)) {
                source.summary(mailbox)
                        .ifPresentOrElse(
                                summary -> publisher.tellAnew(mailbox, summary), () -> publisher.gone(mailbox));
            }
        } catch (RuntimeException | Error e) { // of one mailbox; the others are told
            LOG.warn("{}: nobody can say what it holds; its lamps stay as they are", mailbox, e);
        }
    }
}

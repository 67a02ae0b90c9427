package org.voicemail4j.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MwiSource;

/**
 * Tells all lamps again what is true, spread evenly over a time that begins by chance: after a start, or when somebody
 * doubts. Mailboxes that nobody is told of are left out; those that cannot be counted are asked for again, a few times,
 * after longer and longer pauses; lamps of those that are none any more go out.
 */
final class MwiAudit {

    private static final Logger LOG = LoggerFactory.getLogger(MwiAudit.class);
    private static final long TICK_MILLIS = 100;
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofMinutes(10));

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
        jitter.within(before, () -> next(new Round(mailboxes, 0), each));
    }

    private void next(Round round, int each) {
        boolean goesOn = work.isTaken(() -> {
            for (int i = 0; i < each && round.mailboxes().hasNext(); i++) {
                tell(round);
            }
            if (round.mailboxes().hasNext()) {
                timers.schedule(() -> next(round, each), TICK_MILLIS, TimeUnit.MILLISECONDS);
            } else if (!round.failed().isEmpty()) {
                again(round, each);
            }
        });
        if (!goesOn) {
            LOG.debug("an audit of lamps ends before its end");
        }
    }

    /**
     * Mailboxes on their way to be told.
     *
     * @param failed those that could not be counted
     * @param number of the round, from 0
     */
    private record Round(Iterator<MailboxId> mailboxes, List<MailboxId> failed, int number) {

        Round(Iterator<MailboxId> mailboxes, int number) {
            this(mailboxes, new ArrayList<>(), number);
        }

        Round next() {
            return new Round(failed.iterator(), number + 1);
        }
    }

    private void again(Round round, int each) {
        if (round.number() == PAUSES.size()) {
            LOG.warn(
                    "{} mailboxes cannot be counted; their lamps stay as they are",
                    round.failed().size());
            return;
        }
        Duration pause = PAUSES.get(round.number());
        LOG.warn(
                "{} mailboxes cannot be counted; their lamps stay as they are, next try in {}",
                round.failed().size(),
                pause);
        timers.schedule(() -> next(round.next(), each), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell(Round round) {
        MailboxId mailbox = round.mailboxes().next();
        try {
            if (publisher.isShown(mailbox)) {
                source.summary(mailbox)
                        .ifPresentOrElse(
                                summary -> publisher.tellAnew(mailbox, summary), () -> publisher.gone(mailbox));
            }
        } catch (VoicemailException e) { // of one mailbox; the others are told
            LOG.debug("{} cannot be counted", mailbox, e);
            round.failed().add(mailbox);
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: nobody can say what it holds; its lamps stay as they are", mailbox, e);
        }
    }
}

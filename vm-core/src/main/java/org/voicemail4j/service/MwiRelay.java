package org.voicemail4j.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.store.MessageStore;

/**
 * Keeps lamps true: whenever a mailbox may have changed, it is counted and the counts are published. Changes that come
 * faster than they can be published become one. A store that cannot count is asked again later and the lamps stay as
 * they are meanwhile.
 */
final class MwiRelay {

    private static final Logger log = LoggerFactory.getLogger(MwiRelay.class);
    private static final int REMEMBERED = 10_000;
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LAST_RETRY_MILLIS = Duration.ofMinutes(1).toMillis();

    private final MessageStore store;
    private final MwiPublisher publisher;
    private final MailboxQueues queues;
    private final ScheduledExecutorService timer;
    private final Set<MailboxId> waiting = ConcurrentHashMap.newKeySet();
    private final Set<MailboxId> retrying = ConcurrentHashMap.newKeySet();
    private final Map<MailboxId, MessageCounts> published = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MailboxId, MessageCounts> eldest) {
            return size() > REMEMBERED;
        }
    };

    MwiRelay(MessageStore store, MwiPublisher publisher, MailboxQueues queues, ScheduledExecutorService timer) {
        this.store = store;
        this.publisher = publisher;
        this.queues = queues;
        this.timer = timer;
    }

    /** Publishes what a mailbox holds now: something was done to it here. */
    void changed(MailboxId mailbox) {
        forget(mailbox);
        look(mailbox);
    }

    /** Publishes what a mailbox holds now if that is not what was published last: somebody says that it changed. */
    void look(MailboxId mailbox) {
        if (waiting.add(mailbox)) {
            relayLater(mailbox, FIRST_RETRY_MILLIS);
        }
    }

    private void relayLater(MailboxId mailbox, long retryMillis) {
        queues.execute(mailbox, () -> relay(mailbox, retryMillis), () -> {
            waiting.remove(mailbox);
            retry(mailbox, retryMillis);
        });
    }

    private void relay(MailboxId mailbox, long retryMillis) {
        waiting.remove(mailbox);
        try {
            MessageCounts counts = store.counts(mailbox);
            if (remember(mailbox, counts)) {
                publisher.publish(mailbox, new MessageSummary(counts));
            }
        } catch (VoicemailException e) {
            log.warn("{}: cannot be counted, its lamps stay as they are; next try in {} ms", mailbox, retryMillis, e);
            retry(mailbox, retryMillis);
        }
    }

    private void retry(MailboxId mailbox, long retryMillis) {
        forget(mailbox);
        if (!retrying.add(mailbox)) {
            return; // one that waits already will do
        }
        long next = Math.min(retryMillis * 2, LAST_RETRY_MILLIS);
        try {
            timer.schedule(() -> again(mailbox, next), retryMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            retrying.remove(mailbox);
            log.debug("{}: stopped; its lamps are published at the next start", mailbox);
        }
    }

    private void again(MailboxId mailbox, long retryMillis) {
        retrying.remove(mailbox);
        relayLater(mailbox, retryMillis);
    }

    private boolean remember(MailboxId mailbox, MessageCounts counts) {
        synchronized (published) {
            return !counts.equals(published.put(mailbox, counts));
        }
    }

    private void forget(MailboxId mailbox) {
        synchronized (published) {
            published.remove(mailbox);
        }
    }
}

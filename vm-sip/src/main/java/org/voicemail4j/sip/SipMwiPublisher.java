package org.voicemail4j.sip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

/**
 * Tells whoever shows a mailbox's counts: phones that subscribe, the mailbox's addresses of record, a presence server. For
 * many threads.
 */
final class SipMwiPublisher implements MwiPublisher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SipMwiPublisher.class);
    private static final long LONGEST_GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final MessageSummary NOTHING = new MessageSummary(new MessageCounts(0, 0, 0, 0));

    private final SipConfig config;
    private final LampSender sender;
    private final Watches watches = new Watches();
    private final AorLamps addresses;
    private final @Nullable PresenceLines presence;

    private volatile BiConsumer<Subscription, String> ending = (subscription, reason) -> {};

    SipMwiPublisher(SipConfig config, SipMessages messages, NotifyRequests requests) {
        this.config = config;
        this.sender = new LampSender(config);
        this.addresses = new AorLamps(config, messages, requests, sender);
        this.presence = config.mwi()
                .publishTarget()
                .map(pattern -> new PresenceLines(pattern, config, messages, requests, sender))
                .orElse(null);
    }

    LampSender sender() {
        return sender;
    }

    Watches watches() {
        return watches;
    }

    void start() {
        sender.start();
    }

    @Override
    public void publish(MailboxId mailbox, MessageSummary summary) {
        tell(mailbox, summary, false);
    }

    /** Tells everybody, whether or not they know. */
    void tellAnew(MailboxId mailbox, MessageSummary summary) {
        tell(mailbox, summary, true);
    }

    private void tell(MailboxId mailbox, MessageSummary summary, boolean anew) {
        List<Subscription> watchers = watches.changed(mailbox, summary);
        boolean replaced = !watchers.isEmpty() && hasPrecedence(mailbox);
        for (Subscription watcher : watchers) {
            if (replaced) {
                ending.accept(watcher, "rejected");
            } else {
                watches.sum(watcher).ifPresent(sum -> show(watcher, sum, anew));
            }
        }
        if (config.mwi().conflict() != MwiConfig.Conflict.SUBSCRIPTION_REPLACES || !watches.isWatched(mailbox)) {
            addresses.tell(mailbox, targets(mailbox), summary, anew);
        } else {
            addresses.know(mailbox, summary);
        }
        if (presence != null) {
            presence.show(mailbox, summary);
        }
    }

    /** Whether addresses of record are told of a mailbox, and those who subscribe to it must go. */
    private boolean hasPrecedence(MailboxId mailbox) {
        return config.mwi().conflict() == MwiConfig.Conflict.UNSOLICITED_STAYS
                && !targets(mailbox).isEmpty();
    }

    /**
     * Sets who ends a subscription, for a reason of RFC 6665 §4.1.3: to a mailbox whose addresses of record are told from now
     * on, or that has gone.
     */
    void ending(BiConsumer<Subscription, String> end) {
        ending = end;
    }

    /** A mailbox exists no more: its lamps go out, and whoever watches it alone does so no longer. */
    void gone(MailboxId mailbox) {
        for (Subscription watcher : watches.changed(mailbox, NOTHING)) {
            if (watcher.mailboxes().size() == 1) {
                ending.accept(watcher, "noresource");
            } else {
                watches.sum(watcher).ifPresent(sum -> show(watcher, sum, false));
            }
        }
        addresses.tell(mailbox, List.of(), NOTHING, false);
        if (presence != null) {
            presence.show(mailbox, NOTHING);
        }
    }

    private void show(LampLine line, MessageSummary summary, boolean anew) {
        if (anew) {
            sender.showAnyway(line, Notice.of(summary));
        } else {
            sender.show(line, Notice.of(summary));
        }
    }

    /** Nobody subscribes to a mailbox any more: its addresses of record are told again. */
    void unwatched(MailboxId mailbox, MessageSummary last) {
        if (config.mwi().conflict() == MwiConfig.Conflict.SUBSCRIPTION_REPLACES) {
            try {
                addresses.tell(mailbox, targets(mailbox), last, false);
            } catch (VoicemailException e) {
                LOG.warn("{}: nobody says where its lamp is now; it is told with the next change", mailbox, e);
            }
        }
    }

    private List<String> targets(MailboxId mailbox) {
        try {
            return config.mwiTargets().apply(mailbox);
        } catch (VoicemailException e) {
            throw e; // whoever publishes tries again
        } catch (RuntimeException e) {
            LOG.warn("{}: nobody says where its lamp is; it stays as it is", mailbox, e);
            return List.of();
        }
    }

    /** Whether anybody would be told of a change. */
    boolean isShown(MailboxId mailbox) {
        return presence != null
                || watches.isWatched(mailbox)
                || addresses.isTold(mailbox)
                || !targets(mailbox).isEmpty();
    }

    /** What was last said of a mailbox that is watched. */
    Optional<MessageSummary> last(MailboxId mailbox) {
        return watches.last(mailbox);
    }

    /** Refreshes what expires at others; called every second. */
    void sweep() {
        if (presence != null) {
            presence.refresh();
        }
    }

    /** Phones that must subscribe elsewhere are told so, as far as that goes within two seconds. */
    void awaitGoodbyes() {
        long end = StackClock.SYSTEM.nanos() + LONGEST_GOODBYE_NANOS;
        while (sender.isSayingGoodbye() && StackClock.SYSTEM.nanos() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Whether nothing is waiting, on its way or to be repeated. */
    boolean isIdle() {
        return sender.isIdle();
    }

    /** Whether a lamp waits to be repeated. */
    boolean isPausing() {
        return sender.isPausing();
    }

    @Override
    public void close() {
        sender.close();
    }

    @Override
    public String toString() {
        return "NOTIFY";
    }
}

package org.voicemail4j.sip;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** Who watches what, and what every watched mailbox held last. For many threads. */
final class Watches {

    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<MailboxId, Watch> watched = new ConcurrentHashMap<>();
    private final Object moving = new Object();

    /** Told of mailboxes that nobody watches any more, and what they held. */
    @FunctionalInterface
    interface Unwatched {
        void unwatched(MailboxId mailbox, MessageSummary last);
    }

    /** One mailbox; its watchers are touched while its entry of the map is computed, which one thread does at a time. */
    private static final class Watch {
        private final Set<Subscription> watchers = new LinkedHashSet<>();
        private volatile @Nullable MessageSummary last;
    }

    int size() {
        return subscriptions.size();
    }

    Optional<Subscription> find(String id, String callId, @Nullable String fromTag) {
        return Optional.ofNullable(subscriptions.get(id)).filter(found -> found.isOf(callId, fromTag));
    }

    List<Subscription> all() {
        return List.copyOf(subscriptions.values());
    }

    List<Subscription> over(Instant now) {
        List<Subscription> over = new ArrayList<>();
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.isOver(now)) {
                over.add(subscription);
            }
        }
        return over;
    }

    void add(Subscription subscription) {
        subscriptions.put(subscription.id(), subscription);
        subscription.mailboxes().forEach(mailbox -> watch(subscription, mailbox));
    }

    private void watch(Subscription subscription, MailboxId mailbox) {
        watched.compute(mailbox, (id, known) -> {
            Watch watch = known == null ? new Watch() : known;
            watch.watchers.add(subscription);
            return watch;
        });
    }

    /** A subscription watches mailboxes whose own ids are those, if it watches still. */
    void rename(Subscription subscription, List<MailboxId> own) {
        synchronized (moving) {
            List<MailboxId> before = subscription.mailboxes();
            if (own.equals(before) || !subscriptions.containsKey(subscription.id())) {
                return;
            }
            before.forEach(mailbox -> leave(subscription, mailbox));
            subscription.mailboxes(own);
            own.forEach(mailbox -> watch(subscription, mailbox));
        }
    }

    void remove(Subscription subscription) {
        synchronized (moving) {
            subscriptions.remove(subscription.id());
            subscription.mailboxes().forEach(mailbox -> leave(subscription, mailbox));
        }
    }

    private void leave(Subscription subscription, MailboxId mailbox) {
        watched.computeIfPresent(mailbox, (id, watch) -> {
            watch.watchers.remove(subscription);
            return watch.watchers.isEmpty() ? null : watch;
        });
    }

    boolean isWatched(MailboxId mailbox) {
        return watched.containsKey(mailbox);
    }

    /** What a mailbox holds now; its watchers. */
    List<Subscription> changed(MailboxId mailbox, MessageSummary summary) {
        List<Subscription> watchers = new ArrayList<>();
        watched.computeIfPresent(mailbox, (id, watch) -> {
            watch.last = summary;
            watchers.addAll(watch.watchers);
            return watch;
        });
        return watchers;
    }

    /** What a mailbox was found to hold, unless it was said meanwhile. */
    void found(MailboxId mailbox, MessageSummary summary) {
        watched.computeIfPresent(mailbox, (id, watch) -> {
            watch.last = watch.last == null ? summary : watch.last;
            return watch;
        });
    }

    Optional<MessageSummary> last(MailboxId mailbox) {
        Watch watch = watched.get(mailbox);
        return watch == null ? Optional.empty() : Optional.ofNullable(watch.last);
    }

    /** The sum of what a subscription watches; empty while that of one of them is not known. */
    Optional<MessageSummary> sum(Subscription subscription) {
        List<MessageSummary> all = new ArrayList<>(subscription.mailboxes().size());
        for (MailboxId mailbox : subscription.mailboxes()) {
            Optional<MessageSummary> last = last(mailbox);
            if (last.isEmpty()) {
                return Optional.empty();
            }
            all.add(last.get());
        }
        return Optional.of(sum(all));
    }

    /** What several mailboxes hold together. */
    static MessageSummary sum(Collection<MessageSummary> all) {
        int fresh = 0;
        int freshUrgent = 0;
        int old = 0;
        int oldUrgent = 0;
        for (MessageSummary one : all) {
            MessageCounts counts = one.voice();
            fresh += counts.newMessages();
            freshUrgent += counts.newUrgent();
            old += counts.oldMessages();
            oldUrgent += counts.oldUrgent();
        }
        return new MessageSummary(new MessageCounts(fresh, freshUrgent, old, oldUrgent));
    }
}

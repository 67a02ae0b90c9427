package org.voicemail4j.sip;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many subscriptions each has: who has proved to be a user, or else who is told of the same mailboxes at one contact,
 * for a switch may ask for each of its many phones. Those that are more than a share push out the oldest, so that a phone that
 * begins a new one each time takes nobody else's place. What was
 * there before a restart counts in nobody's share. For many threads.
 */
final class SubscriptionShares {

    private static final int SHARE = 100;

    private final int most;
    private final Map<String, Set<Subscription>> shares = new HashMap<>();
    private final Map<Subscription, String> owners = new HashMap<>();

    SubscriptionShares() {
        this(SHARE);
    }

    SubscriptionShares(int most) {
        this.most = most;
    }

    /** Counts one; the oldest of its owner's if it is one too many. */
    synchronized Optional<Subscription> add(Subscription subscription, Peer peer) {
        String owner = peer.user()
                .map(user -> "user " + user)
                .orElseGet(() -> "contact " + subscription.target() + " for " + subscription.names());
        Set<Subscription> share = shares.computeIfAbsent(owner, key -> new LinkedHashSet<>());
        share.add(subscription);
        owners.put(subscription, owner);
        if (share.size() <= most) {
            return Optional.empty();
        }
        Subscription oldest = share.iterator().next();
        share.remove(oldest);
        owners.remove(oldest);
        return Optional.of(oldest);
    }

    synchronized void remove(Subscription subscription) {
        String owner = owners.remove(subscription);
        if (owner != null) {
            shares.computeIfPresent(owner, (key, share) -> {
                share.remove(subscription);
                return share.isEmpty() ? null : share;
            });
        }
    }
}

package org.voicemail4j.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;

/** Subscriptions in memory: what a publisher finds again when it is made anew, as after a restart. For many threads. */
public final class InMemorySubscriptionStore implements SubscriptionStore {

    private final Map<String, StoredSubscription> kept = new ConcurrentHashMap<>();

    /** An empty one. */
    public InMemorySubscriptionStore() {}

    @Override
    public void put(StoredSubscription subscription) {
        kept.put(subscription.id(), subscription);
    }

    @Override
    public void remove(String id) {
        kept.remove(id);
    }

    @Override
    public List<StoredSubscription> load() {
        return List.copyOf(kept.values());
    }
}

package org.voicemail4j.testkit;

import org.voicemail4j.mwi.SubscriptionStore;

class InMemorySubscriptionStoreTest implements SubscriptionStoreContract {

    private final SubscriptionStore store = new InMemorySubscriptionStore();

    @Override
    public SubscriptionStore store() {
        return store;
    }

    @Override
    public void restart() {
        // what is in memory is its own restart: whoever makes a publisher anew brings the same one
    }
}

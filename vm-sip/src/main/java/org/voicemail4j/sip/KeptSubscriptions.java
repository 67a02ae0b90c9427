package org.voicemail4j.sip;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;

/** Keeps subscriptions over restarts as well as the store does; a store that fails costs no phone its lamp now. For many threads. */
final class KeptSubscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(KeptSubscriptions.class);

    private final SubscriptionStore store;

    KeptSubscriptions(SubscriptionStore store) {
        this.store = store;
    }

    /** Whether what is kept will be there after a restart. */
    boolean isDurable() {
        return store.isDurable();
    }

    /** What is kept; nothing if that cannot be read. */
    List<StoredSubscription> load() {
        try {
            return List.copyOf(store.load());
        } catch (VoicemailException e) {
            LOG.warn("subscriptions of before cannot be read; phones subscribe anew", e);
            return List.of();
        }
    }

    void put(Subscription subscription) {
        try {
            store.put(subscription.stored());
        } catch (RuntimeException e) {
            LOG.warn("{} could not be kept; it is lost at a restart", subscription, e);
        }
    }

    void remove(String id) {
        try {
            store.remove(id);
        } catch (RuntimeException e) {
            LOG.warn("a subscription that ended could not be forgotten; it expires", e);
        }
    }
}

package org.voicemail4j.mwi;

import java.util.List;

/**
 * Keeps subscriptions over a restart, so that lamps go on without waiting for phones to subscribe anew. Losing the latest
 * changes in a crash is no harm: phones refresh. For many threads; the contract is published as {@code
 * SubscriptionStoreContract} in vm-testkit.
 */
public interface SubscriptionStore {

    /** Keeps nothing: phones subscribe anew after a restart. */
    SubscriptionStore NONE = new SubscriptionStore() {
        @Override
        public void put(StoredSubscription subscription) {
            // nobody will ask for it
        }

        @Override
        public void remove(String id) {
            // it is not there
        }

        @Override
        public List<StoredSubscription> load() {
            return List.of();
        }

        @Override
        public boolean isDurable() {
            return false;
        }
    };

    /**
     * Keeps a subscription, in place of one with the same id.
     *
     * @throws org.voicemail4j.VoicemailException if it cannot be kept
     */
    void put(StoredSubscription subscription);

    /**
     * Forgets a subscription; nothing happens if it is not there.
     *
     * @throws org.voicemail4j.VoicemailException if that cannot be noted
     */
    void remove(String id);

    /**
     * All that are kept, expired ones too, each once, in any order.
     *
     * @throws org.voicemail4j.VoicemailException if nobody can say
     */
    List<StoredSubscription> load();

    /** Whether what was put is there again after a restart. */
    default boolean isDurable() {
        return true;
    }
}

package org.voicemail4j.mwi;

import java.time.Instant;
import java.util.Objects;

/**
 * A phone's subscription to lamps as a {@link SubscriptionStore} keeps it.
 *
 * @param id what tells it from all others, 1 to 200 characters, none of them a control
 * @param expires when it ends unless the phone refreshes it
 * @param state what its publisher needs to go on with it; at most 8,000 characters, a text that the store does not read
 */
public record StoredSubscription(String id, Instant expires, String state) {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_STATE = 8_000;

    public StoredSubscription {
        if (id.isEmpty() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not the id of a subscription: " + id.length() + " characters");
        }
        Objects.requireNonNull(expires, "expires");
        if (state.length() > LONGEST_STATE) {
            throw new IllegalArgumentException("state of a subscription too long: " + state.length() + " characters");
        }
    }
}

package org.voicemail4j.store.fs;

import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link JournaledMessageStore} keeps that its store does not have yet.
 *
 * @param messages how many messages wait
 * @param greetings how many greetings wait
 * @param octets how much of the disk budget is taken, by what waits and by recordings in progress
 * @param oldest when the recording of the oldest waiting message began
 * @param parked how many recordings were set aside because they cannot be delivered
 * @param trouble why the store does not take anything now; empty if it does, as far as is known
 */
public record JournalStatus(
        int messages, int greetings, long octets, Optional<Instant> oldest, int parked, Optional<String> trouble) {

    /** Whether the store has everything but what is parked. */
    public boolean isEmpty() {
        return messages == 0 && greetings == 0;
    }
}

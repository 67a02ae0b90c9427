package org.voicemail4j.store.fs;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

    static JournalStatus of(
            Collection<JournalBox> boxes, JournalBudget budget, Deliverer deliverer, DelegateHealth health) {
        List<JournalEntry> entries =
                boxes.stream().flatMap(box -> box.pending().stream()).toList();
        List<Instant> messages = entries.stream()
                .filter(entry -> entry.greeting().isEmpty())
                .map(entry -> entry.message().envelope().received())
                .sorted()
                .toList();
        return new JournalStatus(
                messages.size(),
                entries.size() - messages.size(),
                budget.taken(),
                messages.stream().findFirst(),
                deliverer.parked(),
                health.trouble()
                        .or(() -> boxes.stream()
                                .flatMap(box -> health.trouble(box).stream())
                                .findFirst()));
    }

    /** Whether the store has everything but what is parked. */
    public boolean isEmpty() {
        return messages == 0 && greetings == 0;
    }
}

package org.voicemail4j.store;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many came to which end. Each that was found came to exactly one, so the numbers add up.
 *
 * @param found how many the source listed
 * @param outcomes how many came to each end; ends to which none came are not in it
 */
public record CopyTally(long found, Map<CopyOutcome, Long> outcomes) {

    /** Nothing was found. */
    public static final CopyTally NONE = new CopyTally(0, Map.of());

    public CopyTally {
        outcomes = Map.copyOf(outcomes);
        long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
        if (sum != found) {
            throw new IllegalArgumentException(found + " were found and " + sum + " came to an end");
        }
    }

    static CopyTally one(CopyOutcome outcome) {
        return new CopyTally(1, Map.of(outcome, 1L));
    }

    /** How many came to that end. */
    public long count(CopyOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Both together. */
    public CopyTally plus(CopyTally other) {
        Map<CopyOutcome, Long> sum = new EnumMap<>(CopyOutcome.class);
        sum.putAll(outcomes);
        other.outcomes.forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
        return new CopyTally(found + other.found, sum);
    }

    /** How many somebody has to look at. */
    public long troubles() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().isTrouble())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

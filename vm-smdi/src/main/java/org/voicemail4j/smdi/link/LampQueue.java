package org.voicemail4j.smdi.link;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure;

/**
 * What each lamp should show, and in which order the switch is told. A lamp that changes again before it was told is told
 * once, its last state, at the place of its first change; one that shows what it should is not told again. Changes go
 * before what is told again after the line was down. Holds no clock and no lock: who uses it brings both.
 */
final class LampQueue {

    private final LampPacing pacing;
    private final Map<String, Entry> lamps = new HashMap<>();
    private final Map<String, Instant> changes = new LinkedHashMap<>();
    private final Map<String, Instant> again = new LinkedHashMap<>();
    private final PriorityQueue<Entry> blocked =
            new PriorityQueue<>(Comparator.comparing((Entry entry) -> entry.retryAt));
    private Instant free = Instant.MIN;

    LampQueue(LampPacing pacing) {
        this.pacing = pacing;
    }

    /** One lamp. */
    private static final class Entry {
        private final String station;
        private Lamp wanted;
        private @Nullable Lamp told;
        private int refusals;
        private boolean invalid;
        private Instant retryAt = Instant.MIN;

        private Entry(String station, Lamp wanted) {
            this.station = station;
            this.wanted = wanted;
        }
    }

    /** Asks for a lamp's state. Returns false if the switch has said that there is no such lamp. */
    boolean want(String station, Lamp lamp, Instant now) {
        Entry entry = lamps.computeIfAbsent(station, unknown -> new Entry(unknown, lamp));
        if (entry.invalid) {
            entry.wanted = lamp;
            return false;
        }
        if (entry.wanted != lamp) {
            entry.wanted = lamp;
            entry.refusals = 0;
            blocked.remove(entry);
        }
        if (entry.told == lamp) {
            changes.remove(station);
            again.remove(station);
        } else if (!blocked.contains(entry)) {
            again.remove(station);
            changes.putIfAbsent(station, now);
        }
        return true;
    }

    /** The command that may begin now; it counts as told. Empty if none waits or the line is still busy. */
    Optional<LampCommand> poll(Instant now) {
        wake(now);
        Map<String, Instant> queue = changes.isEmpty() ? again : changes;
        if (queue.isEmpty() || now.isBefore(free)) {
            return Optional.empty();
        }
        String station = queue.keySet().iterator().next();
        queue.remove(station);
        Entry entry = entry(station);
        entry.told = entry.wanted;
        LampCommand command = new LampCommand(station, entry.wanted);
        free = now.plus(pacing.after(command.encode().length));
        return Optional.of(command);
    }

    /** How long until {@link #poll} may have a command if nothing else happens; empty if it never will. */
    Optional<Duration> untilNext(Instant now) {
        if (!changes.isEmpty() || !again.isEmpty()) {
            return Optional.of(notNegative(now, free));
        }
        Entry next = blocked.peek();
        return next == null
                ? Optional.empty()
                : Optional.of(notNegative(now, next.retryAt.isBefore(free) ? free : next.retryAt));
    }

    private static Duration notNegative(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    private void wake(Instant now) {
        while (!blocked.isEmpty() && !blocked.element().retryAt.isAfter(now)) {
            changes.putIfAbsent(blocked.remove().station, now);
        }
    }

    /** What became of a command. */
    enum Fate {
        /** It is told again later. */
        RETRIED,
        /** It is not told again before the lamp changes, or everything is. */
        GIVEN_UP,
        /** No command was sent for such a station. */
        UNKNOWN
    }

    /** The switch would not do it. */
    Fate refused(LampFailure failure, Instant now) {
        Entry entry = lamps.get(failure.station());
        if (entry == null) {
            return Fate.UNKNOWN;
        }
        entry.told = null;
        changes.remove(entry.station);
        again.remove(entry.station);
        blocked.remove(entry);
        entry.refusals++;
        entry.invalid = failure.cause() == LampFailure.Cause.INVALID;
        if (entry.invalid || entry.refusals >= pacing.tries()) {
            return Fate.GIVEN_UP;
        }
        entry.retryAt = now.plus(pacing.retry(entry.refusals));
        blocked.add(entry);
        return Fate.RETRIED;
    }

    /** The command did not leave: it is the next to be told. */
    void notSent(LampCommand command, Instant now) {
        Entry entry = entry(command.station());
        entry.told = null;
        if (!changes.containsKey(entry.station) && !blocked.contains(entry)) {
            Map<String, Instant> rest = new LinkedHashMap<>(changes);
            changes.clear();
            changes.put(entry.station, rest.values().stream().findFirst().orElse(now));
            changes.putAll(rest);
        }
    }

    /** Tells every lamp again, those that the switch did not know included: nobody says what it remembers. */
    void tellAllAgain(Instant now) {
        blocked.clear();
        for (Entry entry : lamps.values()) {
            entry.told = null;
            entry.invalid = false;
            entry.refusals = 0;
            if (!changes.containsKey(entry.station)) {
                again.putIfAbsent(entry.station, now);
            }
        }
    }

    private Entry entry(String station) {
        Entry entry = lamps.get(station);
        if (entry == null) {
            throw new IllegalStateException("no lamp " + station);
        }
        return entry;
    }

    /** How many lamps wait to be told, blocked ones included. */
    int backlog() {
        return changes.size() + again.size() + blocked.size();
    }

    /** Since when the one that waits longest for its turn waits. */
    Optional<Instant> waitingSince() {
        return Stream.of(changes, again)
                .flatMap(queue -> queue.values().stream().limit(1)) // they are in the order of their times
                .min(Comparator.naturalOrder());
    }
}

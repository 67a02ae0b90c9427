package org.voicemail4j.sip;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses passwords: after a few failed attempts in a row each further one has to wait, twice as long each
 * time. Kept for one user at one source, and for a source with ten times as many attempts, so that nobody can lock a user
 * out elsewhere. Bounded; the longest unused are forgotten. For many threads.
 */
final class FailedAttempts {

    private static final int MOST = 10_000;
    private static final int SOURCE_FACTOR = 10;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private final int free;
    private final Duration firstPause;
    private final Map<String, Failures> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST;
        }
    };

    /** How many are being checked, of one user at one source; as many entries as there are threads that check. */
    private final Map<String, Integer> checking = new HashMap<>();

    private record Failures(int count, Instant until) {}

    FailedAttempts(Clock clock, int free, Duration firstPause) {
        this.clock = clock;
        this.free = free;
        this.firstPause = firstPause;
    }

    /** How long that user has to wait there; zero if not at all. */
    synchronized Duration pause(String source, String user) {
        Duration there = pause(key(source, user));
        Duration anybody = pause(source);
        return there.compareTo(anybody) > 0 ? there : anybody;
    }

    private Duration pause(String key) {
        Failures failures = known.get(key);
        if (failures == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), failures.until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Begins to check one, so that many at once are no more guesses than one after the other.
     *
     * @return zero if it may be checked: {@link #end} follows then; else how long it has to wait
     */
    synchronized Duration begin(String source, String user) {
        Duration pause = pause(source, user);
        if (!pause.isZero()) {
            return pause;
        }
        String key = key(source, user);
        int others = checking.getOrDefault(key, 0);
        if (others > 0 && others + earlier(known.get(key), clock.instant()) >= free) {
            return A_MOMENT;
        }
        checking.put(key, others + 1);
        return Duration.ZERO;
    }

    /** One has been checked. */
    synchronized void end(String source, String user) {
        checking.computeIfPresent(key(source, user), (key, count) -> count > 1 ? count - 1 : null);
    }

    /** One failed. */
    synchronized void failed(String source, String user) {
        if (failed(key(source, user), free)
                <= free) { // further ones have to wait anyway: they are no guessing at others
            failed(source, free * SOURCE_FACTOR);
        }
    }

    private int failed(String key, int allowed) {
        Instant now = clock.instant();
        int count = 1 + earlier(known.get(key), now);
        Duration pause = count < allowed ? Duration.ZERO : firstPause.multipliedBy(1L << Math.min(count - allowed, 12));
        known.put(key, new Failures(count, now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause)));
        return count;
    }

    /** How many came before and are not forgotten. */
    private static int earlier(@Nullable Failures before, Instant now) {
        return before == null || before.until().plus(LONGEST).isBefore(now) ? 0 : before.count();
    }

    /** One did not fail. */
    synchronized void succeeded(String source, String user) {
        known.remove(key(source, user));
    }

    private static String key(String source, String user) {
        return source + '\n' + user;
    }

    /** How many are kept. */
    synchronized int size() {
        return known.size();
    }
}

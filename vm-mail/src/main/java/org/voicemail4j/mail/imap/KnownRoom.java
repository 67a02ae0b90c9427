package org.voicemail4j.mail.imap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mail.run.ElapsedClock;

/** Which accounts had room a moment ago, as their servers said. For many threads. */
final class KnownRoom {

    private static final int MOST = 10_000;

    private final ElapsedClock clock;
    private final long memory;
    private final Map<WatchedPlace, Known> places = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<WatchedPlace, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(boolean hasRoom, long since) {}

    /** @param memory how long what was said counts */
    KnownRoom(ElapsedClock clock, Duration memory) {
        this.clock = clock;
        this.memory = memory.toNanos();
    }

    /** What is known of a folder; empty if that is too long ago. */
    synchronized Optional<Boolean> find(WatchedPlace place) {
        return Optional.ofNullable(places.get(place))
                .filter(known -> clock.nanos() - known.since() < memory)
                .map(Known::hasRoom);
    }

    synchronized void keep(WatchedPlace place, boolean hasRoom) {
        places.put(place, new Known(hasRoom, clock.nanos()));
    }

    /** Something may have made room there. */
    synchronized void forget(WatchedPlace place) {
        places.remove(place);
    }
}

package org.voicemail4j.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.message.Party;

/**
 * Counts failed logins by who calls, so that trying one PIN in mailbox after mailbox comes to an end too: as many as lock a
 * mailbox lock a caller, twice as long with each further one. A right PIN forgives nothing here, for anybody may have one
 * mailbox; time does. Callers whose number is unknown are not counted: they would lock each other out. In memory, for the
 * callers that failed last; for many threads.
 */
public final class CallerGuard {

    /** Counts nobody. */
    public static final CallerGuard NONE =
            new CallerGuard(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Integer.MAX_VALUE, Duration.ZERO);

    private static final int REMEMBERED = 10_000;
    private static final int MOST_DOUBLINGS = 6;

    private final Clock clock;
    private final int lockAfter;
    private final Duration lockFor;
    private final Map<String, LoginFailures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LoginFailures> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param lockAfter failed logins after which a caller is locked out
     * @param lockFor for how long at first
     */
    public CallerGuard(Clock clock, int lockAfter, Duration lockFor) {
        this.clock = clock;
        this.lockAfter = lockAfter;
        this.lockFor = lockFor;
    }

    /** Whether that caller has to wait. */
    synchronized boolean isLocked(Party caller) {
        LoginFailures known = known(caller);
        return known.count() >= lockAfter
                && known.last()
                        .map(last -> clock.instant().isBefore(last.plus(time(known))))
                        .orElse(false);
    }

    private Duration time(LoginFailures known) {
        return lockFor.multipliedBy(1L << Math.min(known.count() - lockAfter, MOST_DOUBLINGS));
    }

    /** After how long without a failure all is forgotten. */
    private Duration quiet(LoginFailures known) {
        return known.count() < lockAfter ? lockFor : time(known).multipliedBy(2);
    }

    private LoginFailures known(Party caller) {
        return caller.number().map(failures::get).orElse(LoginFailures.NONE);
    }

    /** Counts one more, unless it is so long ago that all is forgotten. */
    synchronized void failed(Party caller) {
        Instant now = clock.instant();
        caller.number().filter(number -> lockAfter < Integer.MAX_VALUE).ifPresent(number -> {
            LoginFailures before = failures.getOrDefault(number, LoginFailures.NONE);
            boolean isOld = before.last()
                    .map(last -> last.plus(quiet(before)).isBefore(now))
                    .orElse(true);
            failures.put(number, new LoginFailures(isOld ? 1 : before.count() + 1, Optional.of(now)));
        });
    }
}

package org.voicemail4j.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Party;

/**
 * Counts the mailboxes into which a caller tried to log in and could not, so that trying one PIN in mailbox after mailbox
 * comes to an end too: as many mailboxes as failures lock one lock a caller, twice as long with each further one. Wrong PINs
 * for one mailbox are that mailbox's own matter and count once here, so that whoever unlocks it need not look after its
 * owner's phone. A right PIN takes its mailbox off the count; the others stay, for anybody may have one mailbox. Time
 * forgives. Callers whose number is unknown are not counted: they would lock each other out. In memory, for the callers that
 * failed last; for many threads.
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
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Where a caller failed, and when last. */
    private static final class Failures {
        private final Set<MailboxId> mailboxes = new HashSet<>();
        private Instant last;

        Failures(Instant last) {
            this.last = last;
        }
    }

    /**
     * @param lockAfter mailboxes with failed logins after which a caller is locked out
     * @param lockFor for how long at first
     */
    public CallerGuard(Clock clock, int lockAfter, Duration lockFor) {
        this.clock = clock;
        this.lockAfter = lockAfter;
        this.lockFor = lockFor;
    }

    /** Whether that caller has to wait. */
    synchronized boolean isLocked(Party caller) {
        Failures known = known(caller);
        return known != null
                && known.mailboxes.size() >= lockAfter
                && clock.instant().isBefore(known.last.plus(time(known)));
    }

    private @Nullable Failures known(Party caller) {
        return caller.number().map(failures::get).orElse(null);
    }

    private Duration time(Failures known) {
        return lockFor.multipliedBy(1L << Math.min(known.mailboxes.size() - lockAfter, MOST_DOUBLINGS));
    }

    /** After how long without a failure all is forgotten. */
    private Duration quiet(Failures known) {
        return known.mailboxes.size() < lockAfter ? lockFor : time(known).multipliedBy(2);
    }

    /** Counts a mailbox in which that caller failed; all before is forgotten if it is long ago. */
    synchronized void failed(Party caller, MailboxId mailbox) {
        if (caller.number().isEmpty() || lockAfter == Integer.MAX_VALUE) {
            return;
        }
        Instant now = clock.instant();
        Failures known = known(caller);
        if (known == null || known.last.plus(quiet(known)).isBefore(now)) {
            known = new Failures(now);
            failures.put(caller.number().get(), known);
        }
        known.last = now;
        if (known.mailboxes.size() < lockAfter + MOST_DOUBLINGS) {
            known.mailboxes.add(mailbox);
        }
    }

    /** That caller has logged in there. */
    synchronized void loggedIn(Party caller, MailboxId mailbox) {
        Failures known = known(caller);
        if (known != null) {
            known.mailboxes.remove(mailbox);
        }
    }
}

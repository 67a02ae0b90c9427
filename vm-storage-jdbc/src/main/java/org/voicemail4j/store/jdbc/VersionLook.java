package org.voicemail4j.store.jdbc;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;

/**
 * What has changed in Asterisk's table where no triggers tell of it, by a version of each mailbox, another one after each
 * change: whatever order transactions commit in, a mailbox whose version is another one than last time has changed. A look
 * reads what an index tells of all folders; every so often also what it does not: that a message has gone and another come
 * meanwhile, which no lamp shows. Used by one thread at a time.
 */
final class VersionLook implements JdbcChangeFeed.Look {

    private static final long COMPLETE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Versions versions;
    private final RestClock clock;
    private @Nullable Map<MailboxId, Version> seen;
    private long completeAt;

    VersionLook(Versions versions, RestClock clock) {
        this.versions = versions;
        this.clock = clock;
    }

    /** Reads how all mailboxes are. */
    interface Versions {

        /** @param all also {@link Version#newest}, else nobody minds what that is */
        Map<MailboxId, Version> read(boolean all);
    }

    /**
     * How a mailbox is.
     *
     * @param counted of how many messages there are, by an index
     * @param newest of which
     */
    record Version(long counted, long newest) {

        Version and(Version other) {
            return new Version(counted + other.counted, newest + other.newest);
        }

        /** With which messages an earlier look saw. */
        Version withNewestOf(@Nullable Version before) {
            return before == null ? this : new Version(counted, before.newest);
        }
    }

    @Override
    public void begin() {
        long start = clock.nanos();
        seen = versions.read(true);
        completeAt = start;
    }

    @Override
    public Set<MailboxId> changed() {
        long start = clock.nanos();
        Map<MailboxId, Version> before = seen == null ? Map.of() : seen;
        boolean all = seen == null || start - completeAt >= COMPLETE_NANOS;
        Map<MailboxId, Version> now = versions.read(all);
        if (all) {
            completeAt = start;
        } else {
            now.replaceAll((mailbox, version) -> version.withNewestOf(before.get(mailbox)));
        }
        seen = now;
        return difference(before, now);
    }

    private static Set<MailboxId> difference(Map<MailboxId, Version> before, Map<MailboxId, Version> now) {
        Set<MailboxId> changed = new LinkedHashSet<>();
        now.forEach((mailbox, version) -> {
            if (!version.equals(before.get(mailbox))) {
                changed.add(mailbox);
            }
        });
        Map<MailboxId, Version> gone = new HashMap<>(before);
        gone.keySet().removeAll(now.keySet());
        changed.addAll(gone.keySet());
        return changed;
    }

    @Override
    public void tidy() {
        // what is read belongs to others
    }
}

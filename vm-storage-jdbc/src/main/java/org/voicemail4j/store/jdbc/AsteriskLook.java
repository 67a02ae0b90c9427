package org.voicemail4j.store.jdbc;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/**
 * What has changed in Asterisk's table: where {@link AsteriskTriggers} are, by what they write down, else by reading all
 * folders. Every {@link #COMPARED_NANOS} all folders are read in any case, so that no more than that passes if
 * somebody takes the triggers away or does what they do not see, such as TRUNCATE. Used by one thread at a time.
 */
final class AsteriskLook implements JdbcChangeFeed.Look {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskLook.class);
    private static final long COMPARED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final JdbcChangeFeed.Look log;
    private final JdbcChangeFeed.Look versions;
    private final BooleanSupplier triggers;
    private final RestClock clock;
    private boolean compared;
    private long comparedAt;
    private boolean logged;

    /** @param triggers whether they are there */
    AsteriskLook(JdbcChangeFeed.Look log, JdbcChangeFeed.Look versions, BooleanSupplier triggers, RestClock clock) {
        this.log = log;
        this.versions = versions;
        this.triggers = triggers;
        this.clock = clock;
    }

    @Override
    public void begin() {
        long start = clock.nanos();
        logged = triggers.getAsBoolean();
        if (logged) {
            log.begin();
        }
        versions.begin();
        compared = true;
        comparedAt = start;
    }

    @Override
    public Set<MailboxId> changed() {
        long start = clock.nanos();
        if (compared && start - comparedAt < COMPARED_NANOS) {
            return logged ? log.changed() : versions.changed();
        }
        Set<MailboxId> changed = new LinkedHashSet<>(comparedWithTriggers());
        changed.addAll(compared());
        compared = true;
        comparedAt = start;
        return changed;
    }

    /** What the log has told is told whether all folders can be compared or not. */
    private Set<MailboxId> compared() {
        try {
            return versions.changed();
        } catch (StoreException e) {
            if (!logged) {
                throw e;
            }
            LOG.warn("all folders of Asterisk's table are compared another time: {}", e.getMessage());
            return Set.of();
        }
    }

    /** Where triggers have come, the versions read afterwards tell of what was before the log began. */
    private Set<MailboxId> comparedWithTriggers() {
        boolean there = triggers.getAsBoolean();
        if (logged && !there) {
            LOG.warn(
                    "the triggers that tell of changes in Asterisk's table have gone: now all of it is read each time");
        }
        boolean comes = there && !logged;
        if (comes) {
            log.begin();
        }
        logged = there;
        return there && !comes ? log.changed() : Set.of();
    }

    @Override
    public void tidy() {
        if (logged) {
            log.tidy();
        }
    }
}

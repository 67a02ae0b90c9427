package org.voicemail4j.store.jdbc;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;

/**
 * What has changed in Asterisk's table, by a version of each mailbox, another one after each change: whatever order
 * transactions commit in, a mailbox whose version is another one than last time has changed. Asterisk's own statements
 * leave no other trace, so that a look reads all folders. Used by one thread at a time.
 */
final class VersionLook implements JdbcChangeFeed.Look {

    private final Supplier<Map<MailboxId, Long>> versions;
    private @Nullable Map<MailboxId, Long> seen;

    VersionLook(Supplier<Map<MailboxId, Long>> versions) {
        this.versions = versions;
    }

    @Override
    public void begin() {
        seen = versions.get();
    }

    @Override
    public Set<MailboxId> changed() {
        Map<MailboxId, Long> now = versions.get();
        Map<MailboxId, Long> before = seen == null ? Map.of() : seen;
        seen = now;
        Set<MailboxId> changed = new LinkedHashSet<>();
        now.forEach((mailbox, version) -> {
            if (!version.equals(before.get(mailbox))) {
                changed.add(mailbox);
            }
        });
        Map<MailboxId, Long> gone = new HashMap<>(before);
        gone.keySet().removeAll(now.keySet());
        changed.addAll(gone.keySet());
        return changed;
    }

    @Override
    public void tidy() {
        // what is read belongs to others
    }
}

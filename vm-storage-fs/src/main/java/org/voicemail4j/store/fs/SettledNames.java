package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names in directories, read once as long as nobody adds, renames or removes any: asking again costs one look at the
 * directory's time of change. Names are kept once the directory has had that time for some seconds, for what changes it
 * later gives it another one even where times are kept in whole seconds; whose clock wrote it does not matter. For many
 * threads.
 */
final class SettledNames {

    private static final long SETTLED_NANOS = 3_000_000_000L;
    private static final int MOST_DIRECTORIES = 4_096;
    private static final int MOST_NAMES = 128;

    private final LockWaitClock clock;
    private final Map<Path, Seen> seen = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Seen> eldest) {
            return size() > MOST_DIRECTORIES;
        }
    };

    SettledNames(LockWaitClock clock) {
        this.clock = clock;
    }

    /** When a directory was first seen with its time of change, and its names if they were read long enough after that. */
    private record Seen(
            long changed, long sinceNanos, @Nullable List<String> names) {}

    /** What is in a directory; nothing if there is no such directory. */
    List<String> in(Path directory) throws IOException {
        long now = clock.nanos();
        long changed = directory.toFile().lastModified(); // 0 without a directory; nothing is thrown for that
        if (changed == 0) {
            return List.of();
        }
        Seen before = find(directory);
        if (before == null || before.changed() != changed) {
            keep(directory, new Seen(changed, now, null));
            return DurableFiles.names(directory);
        }
        if (before.names() != null) {
            return before.names();
        }
        List<String> names = DurableFiles.names(directory);
        if (now - before.sinceNanos() >= SETTLED_NANOS && names.size() <= MOST_NAMES) {
            keep(directory, new Seen(changed, before.sinceNanos(), names));
        }
        return names;
    }

    private synchronized @Nullable Seen find(Path directory) {
        return seen.get(directory);
    }

    private synchronized void keep(Path directory, Seen names) {
        seen.put(directory, names);
    }
}

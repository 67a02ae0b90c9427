package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in an outbox's directory and is of no use: drafts of processes that died, files that are no entries, and entries
 * that cannot be read. Each is told of once. For many threads.
 */
final class OutboxLeftovers {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxLeftovers.class);
    private static final String DRAFT = ".draft";
    private static final String TORN = ".torn";
    private static final Pattern OURS =
            Pattern.compile("[0-9a-f]{32}(\\.[0-9a-f]{1,16})?\\.draft|[0-9a-f]{32}\\.[0-9.]+\\.waiting\\.torn");
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration OLDEST_DRAFT = Duration.ofHours(1);
    private static final Duration OLDEST_TORN = Duration.ofDays(30);
    private static final int MOST_REPORTED = 1_000;

    private final Path directory;
    private final Set<String> reported = new LinkedHashSet<>();
    private Instant next = Instant.MIN;

    OutboxLeftovers(Path directory) {
        this.directory = directory;
    }

    /** A file in which an entry is written before it gets its name. */
    static Path draft(Path directory, String id, long random) {
        return directory.resolve(id + '.' + Long.toHexString(random) + DRAFT);
    }

    /** Removes drafts that did not become entries. */
    static void remove(Collection<Path> drafts) {
        for (Path draft : drafts) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                LOG.debug("{} is left until it is old", draft, e);
            }
        }
    }

    /** Tells of an entry, unless that has been done. */
    void report(Path file, String id, String what, Exception why) {
        synchronized (reported) {
            if (!reported.add(id)) {
                return;
            }
            if (reported.size() > MOST_REPORTED) {
                reported.remove(reported.iterator().next());
            }
        }
        LOG.warn("{} {}; the other entries are sent: {}", file, what, why.toString());
    }

    /** Nobody claims it any more. Its time says since when. */
    void setAside(OutboxName name, Instant now) throws IOException {
        Path file = name.in(directory);
        Path aside = directory.resolve(file.getFileName() + TORN);
        if (Files.exists(file)) { // else it was forgotten meanwhile
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.setLastModifiedTime(aside, FileTime.from(now));
            LOG.warn("{} is no outbox entry: nothing is sent for it, and it is removed in thirty days", aside);
        }
    }

    /** Removes what nobody needs, if there was no look for that within the hour. */
    void removeOld(Instant now) throws IOException {
        synchronized (reported) {
            if (now.isBefore(next)) {
                return;
            }
            next = now.plus(PAUSE);
        }
        for (Path file : DurableFiles.children(directory)) {
            String name = String.valueOf(file.getFileName());
            if (OURS.matcher(name).matches()) {
                removeIfOld(file, name.endsWith(TORN) ? OLDEST_TORN : OLDEST_DRAFT, now);
            }
        }
    }

    private void removeIfOld(Path file, Duration oldest, Instant now) {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            if (written.plus(oldest).isBefore(now) && Files.deleteIfExists(file)) {
                LOG.warn("{}, which was written {} and never finished, is removed", file, written);
            }
        } catch (IOException e) {
            report(file, String.valueOf(file.getFileName()), "cannot be removed", e);
        }
    }
}

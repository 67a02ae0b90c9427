package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Dates of owners' greetings beside the messages of a spool: in a file {@code dates} in each mailbox's directory, a section
 * for each kind of greeting, named as its file is, with the lines {@code from=2026-12-24T00:00} and {@code until=none}.
 * Asterisk passes it over. Changes are made under a lock that other processes on the same spool honour, and replace the file
 * as a whole. For many threads.
 */
public final class FileGreetingDates implements GreetingDates, AutoCloseable {

    private static final int MOST_BYTES = 4096;
    private static final String FROM = "from";
    private static final String UNTIL = "until";
    private static final String NONE = "none";

    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;

    private FileGreetingDates(Builder settings) {
        RandomGenerator random = new SecureRandom();
        this.layout = new SpoolLayout(settings.root);
        this.owners = new Owners(layout.owners(), ProcessHandle.current(), random);
        this.locks = new MailboxLocks(
                new FolderLock(owners, settings.clock, Duration.ofMinutes(5), LockWaitClock.SYSTEM, random));
    }

    /** Dates in the spool at that directory. */
    public static FileGreetingDates in(Path root) {
        return builder(root).build();
    }

    /** Starts the settings of dates in the spool at that directory. */
    public static Builder builder(Path root) {
        return new Builder(root);
    }

    @Override
    public Map<GreetingKind, GreetingPeriod> all(MailboxId owner) {
        return Spool.work("read the dates of greetings", owner, () -> Map.copyOf(read(file(owner))));
    }

    @Override
    public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
        change(owner, dates -> dates.put(kind, period));
    }

    @Override
    public boolean delete(MailboxId owner, GreetingKind kind) {
        boolean there = find(owner, kind).isPresent();
        if (there) {
            change(owner, dates -> dates.remove(kind));
        }
        return there;
    }

    private void change(MailboxId owner, Consumer<Map<GreetingKind, GreetingPeriod>> change) {
        Spool.work(
                "keep the dates of greetings",
                owner,
                () -> locks.locked(owner, List.of(layout.mailbox(owner)), () -> {
                    Map<GreetingKind, GreetingPeriod> dates = read(file(owner));
                    change.accept(dates);
                    CredentialFile.replace(file(owner), encode(dates).getBytes(StandardCharsets.UTF_8));
                    return dates;
                }));
    }

    private Path file(MailboxId owner) {
        return layout.mailbox(owner).resolve("dates");
    }

    private static Map<GreetingKind, GreetingPeriod> read(Path file) throws IOException {
        Map<GreetingKind, GreetingPeriod> dates = new EnumMap<>(GreetingKind.class);
        try {
            ConfText text = ConfText.parse(DurableFiles.readStart(file, MOST_BYTES));
            for (GreetingKind kind : GreetingKind.values()) {
                if (!text.section(kind.fileName()).isEmpty()) {
                    dates.put(kind, new GreetingPeriod(time(text, kind, FROM), time(text, kind, UNTIL)));
                }
            }
        } catch (NoSuchFileException e) {
            return dates;
        } catch (DateTimeException e) {
            throw new IOException("malformed: " + file + ": " + e.getMessage(), e);
        }
        return dates;
    }

    private static Optional<LocalDateTime> time(ConfText text, GreetingKind kind, String key) {
        return text.value(kind.fileName(), key)
                .filter(value -> !value.equals(NONE))
                .map(LocalDateTime::parse);
    }

    private static String encode(Map<GreetingKind, GreetingPeriod> dates) {
        StringBuilder text = new StringBuilder("; written by voicemail4j\n");
        dates.forEach((kind, period) -> text.append('[')
                .append(kind.fileName())
                .append("]\n")
                .append(line(FROM, period.from()))
                .append(line(UNTIL, period.until())));
        return text.toString();
    }

    private static String line(String key, Optional<LocalDateTime> time) {
        return ConfText.line(key, time.map(LocalDateTime::toString).orElse(NONE));
    }

    /** Lets go of the file by which other processes know that this one lives. */
    @Override
    public void close() {
        Spool.work("close", layout.root(), () -> {
            owners.close();
            return layout;
        });
    }

    /** The settings of {@link FileGreetingDates}. */
    public static final class Builder {

        private final Path root;
        private Clock clock = Clock.systemUTC();

        private Builder(Path root) {
            this.root = Objects.requireNonNull(root, "root");
        }

        /** Sets the clock, by which it is told that a lock is stale; default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Opens the dates. Nothing is read or written yet. */
        public FileGreetingDates build() {
            return new FileGreetingDates(this);
        }
    }
}

package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    private final OwnersFile<GreetingKind, GreetingPeriod> file;

    private FileGreetingDates(Builder settings) {
        this.file = new OwnersFile<>(settings.root, settings.clock, "dates", MOST_BYTES, new Periods());
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
        return Map.copyOf(file.all(owner));
    }

    @Override
    public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
        file.put(owner, kind, period);
    }

    @Override
    public boolean delete(MailboxId owner, GreetingKind kind) {
        return file.delete(owner, kind);
    }

    /** Lets go of the file by which other processes know that this one lives. */
    @Override
    public void close() {
        file.close();
    }

    private static final class Periods implements OwnersFile.Sections<GreetingKind, GreetingPeriod> {

        @Override
        public Map<GreetingKind, GreetingPeriod> none() {
            return new EnumMap<>(GreetingKind.class);
        }

        @Override
        public void read(ConfText text, Map<GreetingKind, GreetingPeriod> into) {
            for (GreetingKind kind : GreetingKind.values()) {
                if (!text.section(kind.fileName()).isEmpty()) {
                    into.put(kind, new GreetingPeriod(time(text, kind, FROM), time(text, kind, UNTIL)));
                }
            }
        }

        private static Optional<LocalDateTime> time(ConfText text, GreetingKind kind, String key) {
            return text.value(kind.fileName(), key)
                    .filter(value -> !value.equals(NONE))
                    .map(LocalDateTime::parse);
        }

        @Override
        public String name(GreetingKind kind) {
            return kind.fileName();
        }

        @Override
        public String lines(GreetingPeriod period) {
            return line(FROM, period.from()) + line(UNTIL, period.until());
        }

        private static String line(String key, Optional<LocalDateTime> time) {
            return ConfText.line(key, time.map(LocalDateTime::toString).orElse(NONE));
        }
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

package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;

/**
 * Owners' lists of recipients beside the messages of a spool: in a file {@code lists} in each mailbox's directory, a section
 * for each with lines {@code 1=mailbox@context}, {@code 2=...}. Changes are made under a lock that other processes on the same
 * spool honour, and replace the file as a whole. For many threads.
 */
public final class FilePersonalLists implements PersonalLists, AutoCloseable {

    private static final int MOST_BYTES =
            DistributionList.MOST_LISTS * DistributionList.MOST_MEMBERS * (2 * 64 + 10) + 4096;

    private final OwnersFile<Integer, DistributionList> file;

    private FilePersonalLists(Builder settings) {
        this.file = new OwnersFile<>(settings.root, settings.clock, "lists", MOST_BYTES, new Lists());
    }

    /** Lists in the spool at that directory. */
    public static FilePersonalLists in(Path root) {
        return builder(root).build();
    }

    /** Starts the settings of lists in the spool at that directory. */
    public static Builder builder(Path root) {
        return new Builder(root);
    }

    @Override
    public Optional<DistributionList> find(MailboxId owner, int number) {
        return Optional.ofNullable(file.all(owner).get(number));
    }

    @Override
    public List<DistributionList> all(MailboxId owner) {
        return List.copyOf(file.all(owner).values());
    }

    @Override
    public void put(MailboxId owner, DistributionList list) {
        file.put(owner, list.number(), list);
    }

    @Override
    public boolean delete(MailboxId owner, int number) {
        return file.delete(owner, number);
    }

    /** Lets go of the file by which other processes know that this one lives. */
    @Override
    public void close() {
        file.close();
    }

    private static final class Lists implements OwnersFile.Sections<Integer, DistributionList> {

        @Override
        public Map<Integer, DistributionList> none() {
            return new TreeMap<>();
        }

        @Override
        public void read(ConfText text, Map<Integer, DistributionList> into) {
            for (int number = 1; number <= DistributionList.MOST_LISTS; number++) {
                List<MailboxId> members = members(text, name(number));
                if (!members.isEmpty()) {
                    into.put(number, new DistributionList(number, members));
                }
            }
        }

        private static List<MailboxId> members(ConfText text, String section) {
            return IntStream.rangeClosed(1, DistributionList.MOST_MEMBERS)
                    .mapToObj(place -> text.value(section, Integer.toString(place)))
                    .flatMap(Optional::stream)
                    .map(MailboxId::parse)
                    .toList();
        }

        @Override
        public String name(Integer number) {
            return number.toString();
        }

        @Override
        public String lines(DistributionList list) {
            StringBuilder lines = new StringBuilder();
            for (int place = 1; place <= list.members().size(); place++) {
                lines.append(ConfText.line(
                        Integer.toString(place), list.members().get(place - 1).toString()));
            }
            return lines.toString();
        }
    }

    /** The settings of {@link FilePersonalLists}. */
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

        /** Opens the lists. Nothing is read or written yet. */
        public FilePersonalLists build() {
            return new FilePersonalLists(this);
        }
    }
}

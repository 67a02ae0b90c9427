package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
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

    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;

    private FilePersonalLists(Builder settings) {
        RandomGenerator random = new SecureRandom();
        this.layout = new SpoolLayout(settings.root);
        this.owners = new Owners(layout.owners(), ProcessHandle.current(), random);
        this.locks = new MailboxLocks(
                new FolderLock(owners, settings.clock, Duration.ofMinutes(5), LockWaitClock.SYSTEM, random));
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
        return Optional.ofNullable(
                Spool.work("read the lists", owner, () -> read(file(owner))).get(number));
    }

    @Override
    public List<DistributionList> all(MailboxId owner) {
        return List.copyOf(
                Spool.work("read the lists", owner, () -> read(file(owner))).values());
    }

    @Override
    public void put(MailboxId owner, DistributionList list) {
        change(owner, "keep a list", lists -> {
            lists.put(list.number(), list);
            return lists;
        });
    }

    @Override
    public boolean delete(MailboxId owner, int number) {
        boolean there = find(owner, number).isPresent();
        if (there) {
            change(owner, "delete a list", lists -> {
                lists.remove(number);
                return lists;
            });
        }
        return there;
    }

    private void change(MailboxId owner, String what, UnaryOperator<Map<Integer, DistributionList>> change) {
        Spool.work(
                what,
                owner,
                () -> locks.locked(owner, List.of(layout.mailbox(owner)), () -> {
                    byte[] text = encode(change.apply(read(file(owner)))).getBytes(StandardCharsets.UTF_8);
                    CredentialFile.replace(file(owner), text);
                    return text;
                }));
    }

    private Path file(MailboxId owner) {
        return layout.mailbox(owner).resolve("lists");
    }

    private static Map<Integer, DistributionList> read(Path file) throws IOException {
        Map<Integer, DistributionList> lists = new TreeMap<>();
        try {
            ConfText text = ConfText.parse(DurableFiles.readStart(file, MOST_BYTES));
            for (int number = 1; number <= DistributionList.MOST_LISTS; number++) {
                List<MailboxId> members = members(text, Integer.toString(number));
                if (!members.isEmpty()) {
                    lists.put(number, new DistributionList(number, members));
                }
            }
        } catch (NoSuchFileException e) {
            return lists;
        } catch (IllegalArgumentException e) {
            throw new IOException("malformed: " + file + ": " + e.getMessage(), e);
        }
        return lists;
    }

    private static List<MailboxId> members(ConfText text, String section) {
        return IntStream.rangeClosed(1, DistributionList.MOST_MEMBERS)
                .mapToObj(place -> text.value(section, Integer.toString(place)))
                .flatMap(Optional::stream)
                .map(MailboxId::parse)
                .toList();
    }

    private static String encode(Map<Integer, DistributionList> lists) {
        StringBuilder text = new StringBuilder("; written by voicemail4j\n");
        lists.forEach((number, list) -> {
            text.append('[').append(number).append("]\n");
            int place = 0;
            for (MailboxId member : list.members()) {
                place++;
                text.append(ConfText.line(Integer.toString(place), member.toString()));
            }
        });
        return text.toString();
    }

    /** Lets go of the file by which other processes know that this one lives. */
    @Override
    public void close() {
        Spool.work("close", layout.root(), () -> {
            owners.close();
            return layout;
        });
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

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;

/**
 * An outbox in a directory, an entry a file, for any number of threads and processes that see the same directory. A file
 * store keeps its own and puts a message's entries into it with the message; alone it is an outbox for stores that have
 * none: what is put in is durable, but belongs to no commit.
 *
 * <p>One entry that cannot be used keeps no other waiting, and is told of once, with the name of its file. What is no entry
 * is set aside as {@code .torn} and removed after thirty days; what cannot be read or claimed now is tried again. Drafts
 * that a process left when it died are removed after an hour: what was to be in them has never been promised.
 */
public final class FileOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(FileOutbox.class);

    /** For so long at least an entry is ours while it is rewritten: otherwise who claims it meanwhile would have it twice. */
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final Path directory;
    private final Clock clock;
    private final RandomGenerator random;
    private final Runnable beforeLooking;
    private final OutboxLeftovers leftovers;
    private final Deque<OutboxName> due = new ArrayDeque<>();

    /**
     * @param directory where its files are; made when it is needed
     * @param clock by which entries are due; processes that share a directory need clocks that agree
     * @param random source of the entries' ids, used by many threads
     */
    public FileOutbox(Path directory, Clock clock, RandomGenerator random) {
        this(directory, clock, random, () -> {});
    }

    /** @param beforeLooking is run before it is looked for what is due: it may put in what could not be put in before */
    FileOutbox(Path directory, Clock clock, RandomGenerator random, Runnable beforeLooking) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
        this.beforeLooking = beforeLooking;
        this.leftovers = new OutboxLeftovers(directory);
    }

    @Override
    public void add(MailboxId mailbox, MessageId message, Dispatch dispatch) {
        run("add to", () -> {
            put(fresh(mailbox, message, List.of(dispatch)));
            return message;
        });
    }

    /** Entries that are in no outbox yet. */
    List<OutboxEntry> fresh(MailboxId mailbox, MessageId message, List<Dispatch> dispatches) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        List<OutboxEntry> entries = new ArrayList<>();
        for (Dispatch dispatch : dispatches) {
            byte[] octets = new byte[16];
            random.nextBytes(octets);
            String id = HexFormat.of().formatHex(octets);
            entries.add(new OutboxEntry(id, mailbox, message, dispatch, now, now, 0, State.WAITING, ""));
        }
        return entries;
    }

    /** Puts entries in, durably: none of them if there is no room for all. */
    void put(List<OutboxEntry> entries) throws IOException {
        Files.createDirectories(directory);
        Map<Path, OutboxName> drafts = new LinkedHashMap<>();
        try {
            for (OutboxEntry entry : entries) {
                Path draft = draft(entry.id());
                drafts.put(draft, OutboxName.of(entry));
                DurableFiles.write(draft, OutboxFile.encode(entry), true);
            }
            for (Map.Entry<Path, OutboxName> draft : drafts.entrySet()) {
                name(draft.getKey(), draft.getValue());
            }
        } finally {
            OutboxLeftovers.remove(drafts.keySet()); // those that have got no name
        }
        DurableFiles.syncDirectory(directory);
    }

    /** Puts those in that are not there: what a death interrupted is done again. */
    void putAgain(List<OutboxEntry> entries) throws IOException {
        Set<String> there = new HashSet<>();
        names().forEach(name -> there.add(name.id()));
        put(entries.stream().filter(entry -> !there.contains(entry.id())).toList());
    }

    /**
     * Takes over a file that holds that one entry and is durable, for which no room is needed.
     *
     * @return whether it could be moved here
     */
    boolean take(Path file, OutboxEntry entry) throws IOException {
        Files.createDirectories(directory);
        try {
            name(file, OutboxName.of(entry));
        } catch (AtomicMoveNotSupportedException e) {
            LOG.debug("{} is on another file system", file, e);
            return false;
        }
        DurableFiles.syncDirectory(directory);
        return true;
    }

    /** Drafts of one entry may be written by two at a time. */
    private Path draft(String id) {
        return OutboxLeftovers.draft(directory, id, random.nextLong());
    }

    private void name(Path file, OutboxName name) throws IOException {
        Files.move(file, name.in(directory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(OutboxEntry entry, OutboxName name) throws IOException {
        Path draft = draft(entry.id());
        try {
            DurableFiles.write(draft, OutboxFile.encode(entry), true);
            name(draft, name);
        } finally {
            OutboxLeftovers.remove(Set.of(draft));
        }
    }

    private List<OutboxName> names() throws IOException {
        List<OutboxName> names = new ArrayList<>();
        for (Path file : DurableFiles.children(directory)) {
            OutboxName.parse(file).ifPresent(names::add);
        }
        names.sort(OutboxName.ORDER);
        return names;
    }

    /** Empty if it is not there, or is none. */
    private Optional<OutboxEntry> read(OutboxName name) throws IOException {
        try {
            byte[] octets = DurableFiles.readStart(name.in(directory), OutboxFile.MOST_BYTES);
            return OutboxFile.parse(
                            new String(octets, StandardCharsets.UTF_8), name.attempts(), name.due(), name.state())
                    .filter(found -> found.id().equals(name.id()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<OutboxEntry> claim(int most, Duration claim) {
        return run("claim from", () -> {
            Instant now = Instant.ofEpochMilli(clock.millis());
            List<OutboxEntry> claimed = new ArrayList<>();
            Optional<IOException> failure = Optional.empty();
            boolean looked = false;
            while (claimed.size() < most) {
                Optional<OutboxName> next = nextDue(now);
                if (next.isPresent()) {
                    try {
                        claim(next.get(), now, claim).ifPresent(claimed::add);
                    } catch (IOException e) {
                        leftovers.report(next.get().in(directory), next.get().id(), "cannot be claimed", e);
                        failure = Optional.of(e);
                    }
                } else if (looked) {
                    break;
                } else {
                    look(now);
                    looked = true;
                }
            }
            if (claimed.isEmpty() && failure.isPresent()) {
                throw failure.get(); // it is the directory rather than an entry
            }
            return List.copyOf(claimed);
        });
    }

    /** Makes it ours; empty if somebody else has it, or if it cannot be used. */
    private Optional<OutboxEntry> claim(OutboxName next, Instant now, Duration claim) throws IOException {
        OutboxName ours = next.claimedUntil(now.plus(claim));
        if (!isRenamed(next, ours)) {
            return Optional.empty();
        }
        try {
            Optional<OutboxEntry> entry = read(ours);
            if (entry.isEmpty()) {
                leftovers.setAside(ours, now);
            }
            return entry;
        } catch (IOException e) {
            leftovers.report(ours.in(directory), ours.id(), "cannot be read and is tried again", e);
            return Optional.empty();
        }
    }

    /** Of those that were seen to be due; whether somebody else has it by now is told by renaming it. */
    private Optional<OutboxName> nextDue(Instant now) {
        synchronized (due) {
            OutboxName next = due.peekFirst();
            if (next != null && next.due().isAfter(now)) {
                due.clear(); // the clock has been set back
            }
            return Optional.ofNullable(due.pollFirst());
        }
    }

    /** The names are read once for all that are due, which for each of many would take ever longer. */
    private void look(Instant now) throws IOException {
        beforeLooking.run();
        leftovers.removeOld(now);
        List<OutboxName> found = names().stream()
                .filter(name -> name.state() == State.WAITING && !name.due().isAfter(now))
                .toList();
        synchronized (due) {
            due.clear();
            due.addAll(found);
        }
    }

    /** Whether we were the one who did it. */
    private boolean isRenamed(OutboxName from, OutboxName to) throws IOException {
        try {
            Files.move(from.in(directory), to.in(directory), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void sent(OutboxEntry claimed) {
        boolean done = run(
                "forget in", () -> Files.deleteIfExists(OutboxName.of(claimed).in(directory)));
        if (!done) {
            drop(claimed.id());
        }
    }

    @Override
    public void postpone(OutboxEntry claimed, String content, Instant due, String reason) {
        run("postpone in", () -> {
            Optional<OutboxName> name = held(claimed);
            if (name.isPresent()) {
                OutboxName later = name.get().waitingUntil(due);
                rewrite(name.get(), claimed.dispatch().with(content), reason);
                isRenamed(name.get(), later);
            }
            return claimed;
        });
    }

    @Override
    public void bury(OutboxEntry claimed, String reason) {
        run("bury in", () -> {
            Optional<OutboxName> name = held(claimed);
            if (name.isPresent()) {
                Optional<OutboxEntry> there = read(name.get()); // may have got another content since it was claimed
                rewrite(name.get(), there.orElse(claimed).dispatch(), reason);
                isRenamed(name.get(), name.get().dead());
            }
            return claimed;
        });
    }

    /** What nobody else can claim for a while; empty if somebody has. */
    private Optional<OutboxName> held(OutboxEntry claimed) throws IOException {
        Optional<OutboxName> name = asClaimed(claimed);
        Instant end = Instant.ofEpochMilli(clock.millis()).plus(HOLD);
        if (name.isEmpty() || name.get().due().isAfter(end)) {
            return name;
        }
        OutboxName held = name.get().waitingUntil(end);
        return isRenamed(name.get(), held) ? Optional.of(held) : Optional.empty();
    }

    private Optional<OutboxName> asClaimed(OutboxEntry claimed) throws IOException {
        OutboxName usual = OutboxName.of(claimed);
        Optional<OutboxName> name = Files.exists(usual.in(directory)) ? Optional.of(usual) : named(claimed.id());
        return name.filter(found -> found.attempts() == claimed.attempts() && found.state() == State.WAITING);
    }

    private Optional<OutboxName> named(String id) throws IOException {
        return names().stream().filter(name -> name.id().equals(id)).findFirst();
    }

    /** On a full disk what has only another reason keeps the old one; what says something else must be written. */
    private void rewrite(OutboxName name, Dispatch dispatch, String reason) throws IOException {
        Optional<OutboxEntry> there = read(name);
        if (there.isEmpty()) {
            return;
        }
        try {
            write(with(there.get(), dispatch, reason), name);
        } catch (IOException e) {
            if (!dispatch.equals(there.get().dispatch())) {
                throw e;
            }
            LOG.warn("cannot write down why {} was not sent: {}", name.in(directory), reason, e);
        }
    }

    private static OutboxEntry with(OutboxEntry old, Dispatch dispatch, String reason) {
        return new OutboxEntry(
                old.id(),
                old.mailbox(),
                old.message(),
                dispatch,
                old.created(),
                old.due(),
                old.attempts(),
                old.state(),
                reason);
    }

    @Override
    public List<OutboxEntry> list(int most) {
        return run("list", () -> {
            List<OutboxEntry> entries = new ArrayList<>();
            for (OutboxName name : names()) {
                if (entries.size() == most) {
                    break;
                }
                listed(name).ifPresent(entries::add);
            }
            return List.copyOf(entries);
        });
    }

    private Optional<OutboxEntry> listed(OutboxName name) {
        try {
            Optional<OutboxEntry> entry = read(name);
            if (entry.isEmpty() && Files.exists(name.in(directory))) {
                throw new IOException("no outbox entry");
            }
            return entry;
        } catch (IOException e) {
            leftovers.report(name.in(directory), name.id(), "cannot be read", e);
            return Optional.empty();
        }
    }

    @Override
    public boolean retry(String id) {
        return run("retry in", () -> {
            Instant now = Instant.ofEpochMilli(clock.millis());
            Optional<OutboxName> name = named(id);
            while (name.isPresent() && !isRenamed(name.get(), name.get().waitingUntil(now))) {
                name = named(id); // somebody has claimed it, or left it, meanwhile
            }
            return name.isPresent();
        });
    }

    @Override
    public boolean drop(String id) {
        return run("drop from", () -> {
            boolean there = false;
            for (OutboxName name : names()) {
                there |= name.id().equals(id) && Files.deleteIfExists(name.in(directory));
            }
            return there;
        });
    }

    private <T> T run(String what, Spool.Work<T> work) {
        return Spool.work(what + " the outbox", directory, work);
    }
}

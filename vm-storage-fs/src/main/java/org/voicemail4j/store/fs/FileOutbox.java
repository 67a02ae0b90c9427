package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 */
public final class FileOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(FileOutbox.class);
    private static final String DRAFT = ".draft";

    private final Path directory;
    private final Clock clock;
    private final RandomGenerator random;
    private final Deque<OutboxName> due = new ArrayDeque<>();

    /**
     * @param directory where its files are; made when it is needed
     * @param clock by which entries are due; processes that share a directory need clocks that agree
     * @param random source of the entries' ids, used by many threads
     */
    public FileOutbox(Path directory, Clock clock, RandomGenerator random) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
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

    /** Puts entries in, durably. */
    void put(List<OutboxEntry> entries) throws IOException {
        Files.createDirectories(directory);
        for (OutboxEntry entry : entries) {
            write(entry, OutboxName.of(entry));
        }
        DurableFiles.syncDirectory(directory);
    }

    /** Puts those in that are not there: what a death interrupted is done again. */
    void putAgain(List<OutboxEntry> entries) throws IOException {
        List<OutboxName> there = names();
        put(entries.stream()
                .filter(entry -> there.stream().noneMatch(name -> name.id().equals(entry.id())))
                .toList());
    }

    private void write(OutboxEntry entry, OutboxName name) throws IOException {
        Path draft = directory.resolve(entry.id() + DRAFT);
        DurableFiles.write(draft, OutboxFile.encode(entry), true);
        Files.move(draft, name.in(directory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<OutboxName> names() throws IOException {
        List<OutboxName> names = new ArrayList<>();
        for (Path file : DurableFiles.children(directory)) {
            OutboxName.parse(file).ifPresent(names::add);
        }
        names.sort(OutboxName.ORDER);
        return names;
    }

    private Optional<OutboxEntry> read(OutboxName name) throws IOException {
        try {
            byte[] octets = DurableFiles.readStart(name.in(directory), OutboxFile.MOST_BYTES);
            Optional<OutboxEntry> entry = OutboxFile.parse(
                    new String(octets, StandardCharsets.UTF_8), name.attempts(), name.due(), name.state());
            if (entry.isEmpty()) {
                LOG.warn("{} is no outbox entry; it is passed over", name.in(directory));
            }
            return entry.filter(found -> found.id().equals(name.id()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<OutboxEntry> claim(int most, Duration claim) {
        return run("claim from", () -> {
            Instant now = Instant.ofEpochMilli(clock.millis());
            List<OutboxEntry> claimed = new ArrayList<>();
            boolean looked = false;
            while (claimed.size() < most) {
                Optional<OutboxName> next = nextDue(now);
                if (next.isPresent()) {
                    OutboxName ours = next.get().claimedUntil(now.plus(claim));
                    if (isRenamed(next.get(), ours)) {
                        read(ours).ifPresent(claimed::add);
                    }
                } else if (looked) {
                    break;
                } else {
                    look(now);
                    looked = true;
                }
            }
            return List.copyOf(claimed);
        });
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
            Optional<OutboxName> name = asClaimed(claimed);
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
            Optional<OutboxName> name = asClaimed(claimed);
            if (name.isPresent()) {
                Optional<OutboxEntry> there = read(name.get()); // may have got another content since it was claimed
                rewrite(name.get(), there.orElse(claimed).dispatch(), reason);
                isRenamed(name.get(), name.get().dead());
            }
            return claimed;
        });
    }

    private Optional<OutboxName> asClaimed(OutboxEntry claimed) throws IOException {
        OutboxName usual = OutboxName.of(claimed);
        Optional<OutboxName> name = Files.exists(usual.in(directory)) ? Optional.of(usual) : named(claimed.id());
        return name.filter(found -> found.attempts() == claimed.attempts() && found.state() == State.WAITING);
    }

    private Optional<OutboxName> named(String id) throws IOException {
        return names().stream().filter(name -> name.id().equals(id)).findFirst();
    }

    private void rewrite(OutboxName name, Dispatch dispatch, String reason) throws IOException {
        Optional<OutboxEntry> entry = read(name);
        if (entry.isPresent()) {
            OutboxEntry old = entry.get();
            write(
                    new OutboxEntry(
                            old.id(),
                            old.mailbox(),
                            old.message(),
                            dispatch,
                            old.created(),
                            old.due(),
                            old.attempts(),
                            old.state(),
                            reason),
                    name);
        }
    }

    @Override
    public List<OutboxEntry> list(int most) {
        return run("list", () -> {
            List<OutboxEntry> entries = new ArrayList<>();
            for (OutboxName name : names()) {
                if (entries.size() == most) {
                    break;
                }
                read(name).ifPresent(entries::add);
            }
            return List.copyOf(entries);
        });
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

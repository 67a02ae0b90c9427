package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.RecoveredMessage;
import org.voicemail4j.store.fs.StagedFiles.State;

/**
 * Takes up what processes that died, or stores that were closed, left in a journal: what was committed waits again, what
 * was being recorded and is long enough waits too, the rest goes. Journals of living processes are left alone.
 */
final class JournalRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(JournalRecovery.class);

    private final SpoolLayout layout;
    private final Owners owners;
    private final CommitStep.Observer observer;
    private final Clock clock;
    private final List<JournalEntry> waiting = new ArrayList<>();
    private final List<JournalEntry> tooOld = new ArrayList<>();
    private final List<RecoveredMessage> recovered = new ArrayList<>();
    private final Map<String, Optional<Owners.Estate>> estates = new HashMap<>();
    private long order;
    private int parked;
    private boolean all = true;

    JournalRecovery(SpoolLayout layout, Owners owners, CommitStep.Observer observer, Clock clock, long order) {
        this.layout = layout;
        this.owners = owners;
        this.observer = observer;
        this.clock = clock;
        this.order = order;
    }

    /** What waits again, in the order of each mailbox. */
    List<JournalEntry> waiting() {
        waiting.sort(JournalEntry.IN_ORDER);
        return waiting;
    }

    /** What may have been delivered so long ago that no ledger knows any more. */
    List<JournalEntry> tooOld() {
        return tooOld;
    }

    /** What was being recorded when its process died. */
    List<RecoveredMessage> recovered() {
        return recovered;
    }

    /** The last number of the order that was given. */
    long order() {
        return order;
    }

    int parked() {
        return parked;
    }

    /** Runs once. */
    void run(Duration memory) throws IOException {
        try {
            Map<Path, MailboxId> interrupted = new TreeMap<>();
            for (MailboxId mailbox : layout.mailboxes()) {
                attempt(mailbox, layout.tmp(mailbox), () -> look(mailbox, interrupted, memory));
            }
            for (Map.Entry<Path, MailboxId> journal : interrupted.entrySet()) {
                attempt(journal.getValue(), journal.getKey(), () -> finish(journal.getValue(), journal.getKey()));
            }
            settle();
        } finally {
            estates.values().forEach(estate -> estate.ifPresent(Owners.Estate::close));
        }
    }

    /** Committed ones at once: what was being recorded comes behind all of them. */
    private void look(MailboxId mailbox, Map<Path, MailboxId> interrupted, Duration memory) throws IOException {
        for (Path file : DurableFiles.children(layout.tmp(mailbox))) {
            String name = String.valueOf(file.getFileName());
            Optional<State> state = State.ofExtension(name.substring(name.lastIndexOf('.') + 1));
            if (name.endsWith(StagedFiles.PARKED)) {
                parked++;
            } else if (StagedFiles.isDraft(name) && inherit(StagedFiles.ownerOfDraft(name))) {
                Files.deleteIfExists(file);
            } else if (state.equals(Optional.of(State.COMMITTING))) {
                attempt(mailbox, file, () -> takeUp(mailbox, file, memory));
            } else if (state.isPresent()) {
                interrupted.put(file, mailbox);
            }
        }
    }

    /** Takes up what was parked, by this process or by one that is dead. */
    List<JournalEntry> unpark() throws IOException {
        try {
            for (MailboxId mailbox : layout.mailboxes()) {
                attempt(mailbox, layout.tmp(mailbox), () -> unpark(mailbox));
            }
            return waiting();
        } finally {
            estates.values().forEach(estate -> estate.ifPresent(Owners.Estate::close));
        }
    }

    private void unpark(MailboxId mailbox) throws IOException {
        for (Path file : DurableFiles.children(layout.tmp(mailbox))) {
            if (file.toString().endsWith(StagedFiles.PARKED)) {
                attempt(mailbox, file, () -> unpark(mailbox, file));
            }
        }
    }

    private void unpark(MailboxId mailbox, Path file) throws IOException {
        Optional<RecordingJournal> journal = RecordingJournal.parse(DurableFiles.readStart(file, ConfText.MOST_BYTES));
        String own = owners.claim();
        if (journal.isPresent()
                && (journal.get().owner().equals(own) || inherit(journal.get().owner()))) {
            StagedFiles files = StagedFiles.of(file);
            files.unpark();
            files.write(State.COMMITTING, journal.get().ownedBy(own), mailbox);
            JournalEntry entry = JournalEntry.of(mailbox, files, journal.get().ownedBy(own));
            entry.attempt(); // the store may have it, if only its answer was lost
            waiting.add(entry);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Whoever's files cannot be taken up does not keep the others from theirs. */
    private void attempt(MailboxId mailbox, Path file, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            all = false;
            LOG.warn("cannot take up {} of {}; the next start tries again", file, mailbox, e);
        }
    }

    private void takeUp(MailboxId mailbox, Path file, Duration memory) throws IOException {
        Optional<RecordingJournal> journal = free(file);
        if (journal.isEmpty()) {
            return;
        }
        StagedFiles files = StagedFiles.of(file);
        if (journal.get().greeting().isEmpty() && files.isBare(journal.get().extensions())) {
            files.removeAll(observer); // delivered: its process died while it removed this
            return;
        }
        Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
        order = Math.max(order, journal.get().order());
        RecordingJournal own = journal.get().ownedBy(owners.claim());
        JournalEntry entry = JournalEntry.of(mailbox, files, own);
        entry.attempt();
        if (age.compareTo(memory) > 0) {
            tooOld.add(entry);
            return;
        }
        files.write(State.COMMITTING, own, mailbox);
        waiting.add(entry);
    }

    /** A journal whose owner is dead or closed. */
    private Optional<RecordingJournal> free(Path file) throws IOException {
        Optional<RecordingJournal> journal = RecordingJournal.parse(DurableFiles.readStart(file, ConfText.MOST_BYTES));
        if (journal.isEmpty() || journal.get().key().isEmpty()) {
            LOG.warn("{} is torn and is left as it is", file);
            return Optional.empty();
        }
        return journal.filter(read -> inherit(read.owner()));
    }

    private boolean inherit(String owner) {
        return Spool.work("inherit from " + owner, layout.root(), () -> {
            if (Owners.isId(owner) && !Files.exists(layout.owners().resolve(owner))) {
                return true;
            }
            if (!estates.containsKey(owner)) {
                estates.put(owner, owners.inherit(owner));
            }
            return estates.get(owner).isPresent();
        });
    }

    private void finish(MailboxId mailbox, Path file) throws IOException {
        Optional<RecordingJournal> journal = free(file);
        if (journal.isEmpty()) {
            return;
        }
        StagedFiles files = StagedFiles.of(file);
        boolean spoken = file.toString().endsWith('.' + State.RECORDING.extension());
        Duration length = spoken ? repair(files, journal.get()) : Duration.ZERO;
        boolean wanted = journal.get().greeting().isEmpty()
                && !length.isZero()
                && length.compareTo(journal.get().shortest()) >= 0;
        if (wanted) {
            keep(mailbox, files, journal.get(), length);
        } else {
            files.removeAll(observer);
        }
    }

    /** Makes whole what was written; returns the length of the preferred rendition that has sound. */
    private static Duration repair(StagedFiles files, RecordingJournal journal) throws IOException {
        Duration first = Duration.ZERO;
        for (AudioFormat format : journal.formats()) {
            Path sound = files.sound(format.extension());
            Duration length = Files.exists(sound) ? FileSink.repair(sound, format) : Duration.ZERO;
            first = first.isZero() ? length : first;
        }
        return first;
    }

    private void keep(MailboxId mailbox, StagedFiles files, RecordingJournal journal, Duration length)
            throws IOException {
        RecordingJournal own = journal.ownedBy(owners.claim()).inOrder(++order);
        DurableFiles.write(files.text(), EnvelopeFile.encode(mailbox, own.id(), own.envelope(), length), true);
        files.write(State.RECORDING, own, mailbox);
        DurableFiles.sync(files.journal(State.RECORDING));
        files.promote(State.RECORDING, State.COMMITTING);
        DurableFiles.syncDirectory(files.tmp());
        JournalEntry entry = JournalEntry.of(mailbox, files, own);
        waiting.add(entry);
        recovered.add(new RecoveredMessage(mailbox, entry.message()));
    }

    private void settle() throws IOException {
        for (Path file : DurableFiles.children(layout.owners())) {
            inherit(String.valueOf(file.getFileName()));
        }
        for (Optional<Owners.Estate> estate : estates.values()) {
            if (all && estate.isPresent()) {
                estate.get().settle();
            }
        }
    }
}

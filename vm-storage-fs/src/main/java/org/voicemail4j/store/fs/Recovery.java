package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.RecoveredMessage;
import org.voicemail4j.store.fs.StagedFiles.State;

/**
 * Finishes what processes that died had begun. What each recording's journal says decides:
 *
 * <ul>
 *   <li>open: discarded; nobody had spoken yet, or a retake was about to begin
 *   <li>recording, a message at least as long as the mailbox wants: delivered as far as it went; a greeting: discarded
 *   <li>committing with its {@code .txt} still staged: delivered; without: it was delivered already, even if its owner
 *       has deleted it since
 * </ul>
 *
 * Files in {@code tmp} that are not ours, such as what a crashed Asterisk left, are never touched.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration LEFTOVER = Duration.ofDays(1);

    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;
    private final MailboxScan scan;
    private final Publisher publisher;
    private final Greetings greetings;
    private final FileLedger ledger;
    private final StagedDispatches dispatches;
    private final CommitStep.Observer observer;
    private final Clock clock;

    private final List<RecoveredMessage> delivered = new ArrayList<>();
    private final Map<String, Optional<Owners.Estate>> estates = new HashMap<>();
    private final Set<String> unsettled = new HashSet<>();

    Recovery(
            SpoolLayout layout,
            Owners owners,
            MailboxLocks locks,
            MailboxScan scan,
            Publisher publisher,
            Greetings greetings,
            FileLedger ledger,
            StagedDispatches dispatches,
            CommitStep.Observer observer,
            Clock clock) {
        this.layout = layout;
        this.owners = owners;
        this.locks = locks;
        this.scan = scan;
        this.publisher = publisher;
        this.greetings = greetings;
        this.ledger = ledger;
        this.dispatches = dispatches;
        this.observer = observer;
        this.clock = clock;
    }

    /** Runs once. */
    List<RecoveredMessage> run() throws IOException {
        try {
            boolean all = true;
            for (MailboxId mailbox : layout.mailboxes()) {
                all &= isRecovered(mailbox);
            }
            if (all) {
                settle();
            }
        } finally {
            estates.values().forEach(estate -> estate.ifPresent(Owners.Estate::close));
        }
        return List.copyOf(delivered);
    }

    /** Finishes what is left in one mailbox. */
    void run(MailboxId mailbox) throws IOException {
        try {
            recover(mailbox);
        } finally {
            estates.values().forEach(estate -> estate.ifPresent(Owners.Estate::close));
        }
    }

    /** A mailbox that cannot be read does not keep the others from theirs, nor the service from starting. */
    private boolean isRecovered(MailboxId mailbox) {
        try {
            locks.sweep(mailbox, layout.lockable(mailbox));
            recover(mailbox);
            ledger.prune(mailbox);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("cannot look through {} for recordings; the next start tries again", mailbox, e);
            return false;
        }
    }

    private void recover(MailboxId mailbox) throws IOException {
        Map<String, State> recordings = new TreeMap<>();
        for (Path file : DurableFiles.children(layout.tmp(mailbox))) {
            String name = String.valueOf(file.getFileName());
            int dot = name.lastIndexOf('.');
            Optional<State> state = State.ofExtension(name.substring(dot + 1));
            if (state.isPresent() && dot > 0) {
                recordings.merge(
                        name.substring(0, dot), state.get(), (one, other) -> one.compareTo(other) > 0 ? one : other);
            } else if (StagedFiles.isDraft(name) && inherit(StagedFiles.ownerOfDraft(name))) {
                Files.deleteIfExists(file);
            } else if (name.endsWith(MailboxScan.DRAFT) || name.startsWith(FolderFiles.ORPHAN)) {
                removeIfOld(file);
            }
        }
        recordings.forEach((name, state) -> recover(mailbox, new StagedFiles(layout.tmp(mailbox), name), state));
    }

    private void removeIfOld(Path file) throws IOException {
        Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
        if (age.compareTo(LEFTOVER) > 0) {
            Files.deleteIfExists(file);
        }
    }

    private void recover(MailboxId mailbox, StagedFiles staged, State state) {
        Path file = staged.journal(state);
        String owner = "";
        try {
            Optional<RecordingJournal> journal =
                    RecordingJournal.parse(DurableFiles.readStart(file, ConfText.MOST_BYTES));
            if (journal.isEmpty()) {
                torn(file);
                return;
            }
            owner = journal.get().owner();
            if (inherit(owner)) {
                finish(mailbox, staged, journal.get(), state);
            }
        } catch (IOException | RuntimeException e) {
            unsettled.add(owner);
            LOG.warn("cannot recover {} of {}; the next start tries again", file, mailbox, e);
        }
    }

    private void torn(Path file) throws IOException {
        LOG.warn("{} was torn when the machine died; its sound lies beside it and is removed when a day old", file);
        Path parent = file.toAbsolutePath().getParent();
        String name = String.valueOf(file.getFileName());
        Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
        if (parent != null && age.compareTo(LEFTOVER) > 0) {
            new StagedFiles(parent, name.substring(0, name.lastIndexOf('.'))).removeAll(observer);
        }
    }

    private boolean inherit(String owner) throws IOException {
        if (!estates.containsKey(owner)) {
            estates.put(owner, owners.inherit(owner));
        }
        return estates.get(owner).isPresent();
    }

    private void settle() throws IOException {
        for (Path file : DurableFiles.children(layout.owners())) {
            inherit(String.valueOf(file.getFileName()));
        }
        for (Map.Entry<String, Optional<Owners.Estate>> estate : estates.entrySet()) {
            if (estate.getValue().isPresent() && !unsettled.contains(estate.getKey())) {
                estate.getValue().get().settle();
            }
        }
    }

    private void finish(MailboxId mailbox, StagedFiles staged, RecordingJournal journal, State state)
            throws IOException {
        if (state == State.COMMITTING && journal.key().isPresent()) {
            ledger.add(mailbox, journal.key().get());
        }
        if (journal.greeting().isPresent()) {
            if (state == State.COMMITTING) {
                greetings.replace(mailbox, journal.greeting().get(), staged, leftGreeting(staged, journal));
            }
        } else if (state != State.OPEN) {
            deliver(mailbox, staged, journal, state).ifPresent(message -> {
                LOG.info("delivered {} of {}, whose process had died", message.id(), mailbox);
                delivered.add(new RecoveredMessage(mailbox, message));
            });
        }
        dispatches.adoptAgain(staged);
        staged.removeAll(observer);
    }

    /** The formats that were recorded; those no longer staged have been put in place already. */
    private static List<String> leftGreeting(StagedFiles staged, RecordingJournal journal) throws IOException {
        List<String> recorded = new ArrayList<>();
        for (AudioFormat format : journal.formats()) {
            Path file = staged.sound(format.extension());
            if (!Files.exists(file) || !FileSink.repair(file, format).isZero()) {
                recorded.add(format.extension());
            }
        }
        return recorded;
    }

    private Optional<Message> deliver(MailboxId mailbox, StagedFiles staged, RecordingJournal journal, State state)
            throws IOException {
        Optional<SpooledMessage> there = scan.find(mailbox, journal.id());
        if (there.isPresent()) {
            Duration length = there.get().contents().duration().orElse(Duration.ZERO);
            return Optional.of(new Message(
                    journal.id(), there.get().folder(), there.get().contents().envelope(), length));
        }
        if (state == State.COMMITTING && !Files.exists(staged.text())) {
            return Optional.empty();
        }
        Map<String, Path> sounds = new LinkedHashMap<>();
        Duration length = repair(staged, journal, sounds);
        if (sounds.isEmpty() || (state == State.RECORDING && length.compareTo(journal.shortest()) < 0)) {
            return Optional.empty();
        }
        return Optional.of(publish(mailbox, staged, journal, state, sounds, length));
    }

    /** Makes whole what was written; returns the length of the preferred rendition that has sound. */
    private static Duration repair(StagedFiles staged, RecordingJournal journal, Map<String, Path> sounds)
            throws IOException {
        Duration first = Duration.ZERO;
        for (AudioFormat format : journal.formats()) {
            Path file = staged.sound(format.extension());
            Duration length = Files.exists(file) ? FileSink.repair(file, format) : Duration.ZERO;
            if (!length.isZero()) {
                first = sounds.isEmpty() ? length : first;
                sounds.put(format.extension(), file);
            }
        }
        return first;
    }

    private Message publish(
            MailboxId mailbox,
            StagedFiles staged,
            RecordingJournal journal,
            State state,
            Map<String, Path> sounds,
            Duration length)
            throws IOException {
        List<OutboxEntry> unwritten = List.of();
        if (state == State.RECORDING) {
            byte[] text = EnvelopeFile.encode(mailbox, journal.id(), journal.envelope(), length);
            DurableFiles.write(staged.text(), text, true);
            unwritten = dispatches.stage(
                    mailbox, new Message(journal.id(), journal.folder(), journal.envelope(), length), staged);
            staged.promote(State.RECORDING, State.COMMITTING);
        }
        byte[] text = DurableFiles.readStart(staged.text(), ConfText.MOST_BYTES);
        EnvelopeFile contents = EnvelopeFile.parse(text, journal.envelope().received());
        Message message = publisher.publish(mailbox, journal.folder(), staged, sounds, contents, () -> {});
        dispatches.keep(mailbox, unwritten);
        return message;
    }
}

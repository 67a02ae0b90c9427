package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.fs.StagedFiles.State;

/**
 * Copies messages with every format they have, known here or not, through the target mailbox's {@code tmp}. The original
 * is read under its folder's lock, so that nobody renumbers it meanwhile; the target is locked only afterwards: one
 * mailbox at a time, so that two copies in opposite directions never wait for each other.
 */
final class MessageCopies {

    private static final Logger LOG = LoggerFactory.getLogger(MessageCopies.class);

    private final SpoolLayout layout;
    private final Owners owners;
    private final FileMessageStoreBuilder settings;
    private final MailboxLocks locks;
    private final MailboxScan scan;
    private final MessageEdits edits;
    private final Publisher publisher;
    private final StagedDispatches dispatches;

    MessageCopies(
            SpoolLayout layout,
            Owners owners,
            FileMessageStoreBuilder settings,
            MailboxLocks locks,
            MailboxScan scan,
            MessageEdits edits,
            Publisher publisher,
            StagedDispatches dispatches) {
        this.dispatches = dispatches;
        this.layout = layout;
        this.owners = owners;
        this.settings = settings;
        this.locks = locks;
        this.scan = scan;
        this.edits = edits;
        this.publisher = publisher;
    }

    /** The files of a copy in the target's {@code tmp}. */
    private record Staged(StagedFiles files, Map<String, Path> sounds, EnvelopeFile contents) {}

    MoveResult make(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) throws IOException {
        if (scan.find(from, id).isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (edits.used(to, folder) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        StagedFiles files = new StagedFiles(
                layout.tmp(to), freshId(settings.clock.instant()).value());
        Map<String, Path> sounds = new LinkedHashMap<>();
        try {
            Optional<Staged> staged = edits.reading(from, id, original -> stage(original, to, files, sounds));
            return staged.isEmpty() ? MoveResult.NOT_FOUND : publish(staged.get(), from, to, folder, maxMessages);
        } finally {
            publisher.dispatch(to, files, () -> cleanUp(to, files, sounds));
        }
    }

    private void cleanUp(MailboxId to, StagedFiles files, Map<String, Path> sounds) {
        try {
            files.remove(sounds.keySet(), settings.observer);
        } catch (IOException e) {
            LOG.warn("cannot clean up {} of {}", files.tmp().resolve(files.name()), to, e);
        }
    }

    private Staged stage(SpooledMessage original, MailboxId to, StagedFiles files, Map<String, Path> sounds)
            throws IOException {
        Files.createDirectories(files.tmp());
        files.write(State.OPEN, journal(original.contents()), to);
        for (String extension : original.sounds()) {
            sounds.put(extension, files.sound(extension));
            Files.copy(original.stem().in(original.directory(), extension), files.sound(extension));
        }
        DurableFiles.write(files.text(), DurableFiles.readStart(original.text(), ConfText.MOST_BYTES), false);
        return new Staged(files, sounds, original.contents());
    }

    private RecordingJournal journal(EnvelopeFile original) throws IOException {
        return new RecordingJournal(
                owners.claim(),
                Duration.ZERO,
                settings.formats,
                Optional.empty(),
                original.id().orElseThrow(),
                original.envelope());
    }

    private MoveResult publish(Staged staged, MailboxId from, MailboxId to, Folder folder, int maxMessages)
            throws IOException {
        for (Path sound : staged.sounds().values()) {
            DurableFiles.sync(sound);
        }
        return locks.alone(to, () -> {
            if (edits.used(to, folder) >= maxMessages) {
                return MoveResult.FOLDER_FULL;
            }
            EnvelopeFile contents = staged.contents();
            MessageId original = contents.id().orElseThrow();
            boolean taken = scan.find(to, original).isPresent();
            MessageId id = taken ? freshId(contents.envelope()) : original;
            List<OutboxEntry> unwritten = List.of();
            if (!from.equals(to)) {
                unwritten = dispatches.stage(to, message(id, folder, contents), staged.files());
            }
            sign(staged.files().text(), taken ? Optional.of(id) : Optional.empty());
            publisher.publish(to, folder, staged.files(), staged.sounds(), contents.under(id), () -> {});
            dispatches.keep(to, unwritten);
            return MoveResult.DONE;
        });
    }

    private static Message message(MessageId id, Folder folder, EnvelopeFile contents) {
        return new Message(id, folder, contents.envelope(), contents.duration().orElse(Duration.ZERO));
    }

    private static void sign(Path text, Optional<MessageId> newId) throws IOException {
        byte[] contents = DurableFiles.readStart(text, ConfText.MOST_BYTES);
        DurableFiles.write(text, newId.isEmpty() ? contents : EnvelopeFile.withId(contents, newId.get()), true);
    }

    private MessageId freshId(Envelope envelope) {
        return freshId(envelope.received());
    }

    private MessageId freshId(Instant began) {
        return MessageId.create(began, settings.random);
    }
}

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.fs.StagedFiles.State;

/** Copies a message with every format it has, known here or not, through the target mailbox's {@code tmp}. */
final class MessageCopy {

    private final SpoolLayout layout;
    private final Owners owners;
    private final FileMessageStoreBuilder settings;
    private final Publisher publisher;

    MessageCopy(SpoolLayout layout, Owners owners, FileMessageStoreBuilder settings, Publisher publisher) {
        this.layout = layout;
        this.owners = owners;
        this.settings = settings;
        this.publisher = publisher;
    }

    /** Returns whether the original was still there. */
    boolean make(SpooledMessage original, MailboxId to, Folder folder, MessageId id) throws IOException {
        StagedFiles staged = new StagedFiles(
                layout.tmp(to),
                MessageId.create(settings.clock.instant(), settings.random).value());
        Files.createDirectories(staged.tmp());
        staged.write(State.OPEN, journal(original, id), to);
        try {
            publish(original, to, folder, id, staged);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            staged.remove(original.sounds(), settings.observer);
        }
    }

    private RecordingJournal journal(SpooledMessage original, MessageId id) throws IOException {
        return new RecordingJournal(
                owners.claim(),
                Duration.ZERO,
                settings.formats,
                Optional.empty(),
                id,
                original.contents().envelope());
    }

    private void publish(SpooledMessage original, MailboxId to, Folder folder, MessageId id, StagedFiles staged)
            throws IOException {
        Map<String, Path> sounds = new LinkedHashMap<>();
        for (String extension : original.sounds()) {
            Path sound = staged.sound(extension);
            Files.copy(original.stem().in(original.directory(), extension), sound);
            DurableFiles.sync(sound);
            sounds.put(extension, sound);
        }
        byte[] text = DurableFiles.readStart(original.text(), ConfText.MOST_BYTES);
        boolean sameId = original.id().filter(id::equals).isPresent();
        DurableFiles.write(staged.text(), sameId ? text : EnvelopeFile.withId(text, id), true);
        publisher.publish(to, folder, staged, sounds, original.contents().under(id), () -> {});
    }
}

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.MoveResult;

/**
 * Moves, deletes and changes messages that are there already. Each edit finds its message, locks the folders it needs, and
 * looks again: a message that was renumbered or moved meanwhile is looked for anew.
 */
final class MessageEdits {

    private static final int MOST_TRIES = 10;

    private final SpoolLayout layout;
    private final MailboxLocks locks;
    private final MailboxScan scan;
    private final FolderFiles folderFiles;
    private final SpooledSound sound;
    private final Reservations reservations;

    MessageEdits(
            SpoolLayout layout,
            MailboxLocks locks,
            MailboxScan scan,
            FolderFiles folderFiles,
            SpooledSound sound,
            Reservations reservations) {
        this.layout = layout;
        this.locks = locks;
        this.scan = scan;
        this.folderFiles = folderFiles;
        this.sound = sound;
        this.reservations = reservations;
    }

    /** How many places of a folder are taken, by messages and by deposits in progress. */
    int used(MailboxId mailbox, Folder folder) throws IOException {
        return scan.count(mailbox, folder) + (folder == Folder.INBOX ? reservations.of(mailbox) : 0);
    }

    MoveResult move(MailboxId mailbox, MessageId id, Predicate<Folder> from, Folder to, int maxMessages)
            throws IOException {
        Target target = message -> Optional.of(
                layout.directory(mailbox, to, message.contents().envelope().urgency()));
        return with(mailbox, id, from, target, message -> {
                    if (message.folder() == to) {
                        return MoveResult.DONE;
                    }
                    if (used(mailbox, to) >= maxMessages) {
                        return MoveResult.FOLDER_FULL;
                    }
                    folderFiles.move(
                            message.listing(),
                            message.stem(),
                            target.of(message).orElseThrow());
                    return MoveResult.DONE;
                })
                .orElse(MoveResult.NOT_FOUND);
    }

    boolean delete(MailboxId mailbox, MessageId id, Predicate<Folder> from) throws IOException {
        return with(mailbox, id, from, Target.NONE, message -> {
                    folderFiles.delete(message.listing(), message.stem());
                    return true;
                })
                .orElse(false);
    }

    Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) throws IOException {
        Target either = message -> message.folder() == Folder.INBOX
                ? Optional.of(layout.otherOfInbox(message.directory()))
                : Optional.empty();
        return with(mailbox, id, folder -> true, either, message -> {
            new EnvelopeEdit(layout, folderFiles, mailbox, id).make(message, change);
            return scan.findAsIs(mailbox, id).orElseThrow().message(sound);
        });
    }

    /** Runs work on a message whose files keep their names meanwhile; empty if there is none. */
    <T> Optional<T> reading(MailboxId mailbox, MessageId id, Work<T> work) throws IOException {
        return with(mailbox, id, folder -> true, Target.NONE, work);
    }

    /** What is done with a message that stays where it is meanwhile. */
    @FunctionalInterface
    interface Work<T> {
        T on(SpooledMessage message) throws IOException;
    }

    /** Which directory is needed beside a message's own. */
    @FunctionalInterface
    private interface Target {
        Target NONE = message -> Optional.empty();

        Optional<Path> of(SpooledMessage message);
    }

    private <T> Optional<T> with(MailboxId mailbox, MessageId id, Predicate<Folder> from, Target target, Work<T> work)
            throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<SpooledMessage> found = scan.find(mailbox, id).filter(message -> from.test(message.folder()));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Optional<T> result = lockedWith(mailbox, id, found.get(), target, work);
            if (result.isPresent()) {
                return result;
            }
        }
        throw new IOException("it is moved by others all the time");
    }

    private <T> Optional<T> lockedWith(
            MailboxId mailbox, MessageId id, SpooledMessage found, Target target, Work<T> work) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(found.directory()));
        target.of(found).ifPresent(folders::add);
        return locks.locked(mailbox, folders, () -> {
            Optional<SpooledMessage> now = scan.findAsIs(mailbox, id);
            boolean stayed = now.isPresent() && now.get().directory().equals(found.directory());
            return stayed ? Optional.of(work.on(now.get())) : Optional.empty();
        });
    }
}

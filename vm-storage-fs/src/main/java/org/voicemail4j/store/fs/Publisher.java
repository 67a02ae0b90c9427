package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.OutboxEntry;

/** Brings staged recordings into their folder. */
final class Publisher {

    private final SpoolLayout layout;
    private final MailboxLocks locks;
    private final FailedCommits failed;
    private final FolderFiles folderFiles;
    private final StagedDispatches dispatches;
    private final CommitStep.Observer observer;

    Publisher(
            SpoolLayout layout,
            MailboxLocks locks,
            FailedCommits failed,
            FolderFiles folderFiles,
            StagedDispatches dispatches,
            CommitStep.Observer observer) {
        this.dispatches = dispatches;
        this.layout = layout;
        this.locks = locks;
        this.failed = failed;
        this.folderFiles = folderFiles;
        this.observer = observer;
    }

    /** How much room a recording keeps for what it sends. */
    int roomForDispatches() {
        return dispatches.room();
    }

    /** Commits what could not be committed before, without waiting for anybody. */
    void retry(MailboxId mailbox) {
        failed.retry(mailbox);
    }

    /**
     * Commits a recording: sound made durable, text written, journal told, then published. What fails then, and is not
     * taken back, is tried again later.
     */
    Message commit(MailboxId mailbox, JournaledRecording recording, Commitment commitment, Runnable done)
            throws IOException {
        recording.seal();
        RecordingJournal journal = recording.journal();
        byte[] text = EnvelopeFile.encode(mailbox, journal.id(), journal.envelope(), recording.length());
        recording.writeText(text);
        EnvelopeFile contents = EnvelopeFile.parse(text, journal.envelope().received());
        List<OutboxEntry> unwritten = dispatches.stage(mailbox, message(journal.folder(), contents), recording.files());
        observer.at(CommitStep.DISPATCHES_WRITTEN);
        Spool.Work<Message> publication =
                () -> publish(mailbox, journal.folder(), recording.files(), recording.sounds(), contents, done);
        try {
            Message message = commitment.with(publication);
            dispatches.keep(mailbox, unwritten);
            end(mailbox, recording);
            return message;
        } catch (IOException | RuntimeException e) {
            if (recording.isCommitting()) {
                Path folder = layout.directory(
                        mailbox, journal.folder(), contents.envelope().urgency());
                failed.keep(mailbox, folder, () -> {
                    publishAgain(mailbox, recording, commitment, publication);
                    dispatches.keep(mailbox, unwritten);
                    return mailbox;
                });
            }
            throw e;
        }
    }

    /** What failed may have come after the publication itself. */
    private void publishAgain(
            MailboxId mailbox, JournaledRecording recording, Commitment commitment, Spool.Work<Message> publication)
            throws IOException {
        if (Files.exists(recording.files().text())) {
            commitment.again(publication);
        }
        if (recording.isCommitting()) {
            end(mailbox, recording);
        }
    }

    private void end(MailboxId mailbox, JournaledRecording recording) {
        dispatch(mailbox, recording.files(), recording::cleanUp);
    }

    /** The message is there: what it sends is brought over, now or later, and then what is left of it is cleaned up. */
    void dispatch(MailboxId mailbox, StagedFiles files, Runnable cleanUp) {
        dispatches.adopt(mailbox, files, () -> {
            observer.at(CommitStep.DISPATCHED);
            cleanUp.run();
        });
    }

    private static Message message(Folder folder, EnvelopeFile contents) {
        MessageId id = contents.id().orElseThrow();
        return new Message(id, folder, contents.envelope(), contents.duration().orElse(Duration.ZERO));
    }

    /**
     * Puts a staged message, which is committing, into a folder.
     *
     * @param contents what its staged {@code .txt} says
     * @param done run while the folder is still locked
     */
    Message publish(
            MailboxId mailbox,
            Folder folder,
            StagedFiles staged,
            Map<String, Path> sounds,
            EnvelopeFile contents,
            Runnable done)
            throws IOException {
        Path directory = layout.directory(mailbox, folder, contents.envelope().urgency());
        return locks.locked(mailbox, List.of(directory), () -> {
            observer.at(CommitStep.LOCKED);
            try {
                folderFiles.adopt(directory, sounds, staged.text());
            } finally {
                done.run();
            }
            return message(folder, contents);
        });
    }
}

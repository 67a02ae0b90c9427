package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;

/**
 * Rewrites a message's {@code .txt}, for who holds the locks of its folder and of the other one of INBOX and Urgent. The
 * one rename that puts the new text in place is when the change happens: a message counts as urgent if it lies in Urgent
 * or says that it is, so it goes to Urgent after it says so, and leaves before.
 */
final class EnvelopeEdit {

    private final SpoolLayout layout;
    private final FolderFiles folderFiles;
    private final MailboxId mailbox;
    private final MessageId id;

    EnvelopeEdit(SpoolLayout layout, FolderFiles folderFiles, MailboxId mailbox, MessageId id) {
        this.layout = layout;
        this.folderFiles = folderFiles;
        this.mailbox = mailbox;
        this.id = id;
    }

    void make(SpooledMessage message, UnaryOperator<Envelope> change) throws IOException {
        Envelope before = message.envelope();
        Envelope after = before.changed(change);
        if (after.equals(before)) {
            return;
        }
        Path directory = message.directory();
        Path wanted =
                message.folder() == Folder.INBOX ? layout.directory(mailbox, Folder.INBOX, after.urgency()) : directory;
        if (wanted.equals(directory)) {
            write(message.text(), before, after);
        } else if (after.urgency() == Urgency.URGENT) {
            write(message.text(), before, after);
            folderFiles.move(message.listing(), message.stem(), wanted);
        } else {
            if (message.contents().envelope().urgency() != Urgency.URGENT) {
                write(message.text(), before, before);
            }
            write(folderFiles.move(message.listing(), message.stem(), wanted), before, after);
        }
    }

    /** Replaces a text, whole or not at all. */
    private void write(Path text, Envelope before, Envelope after) throws IOException {
        byte[] now = DurableFiles.readStart(text, ConfText.MOST_BYTES);
        if (now.length > ConfText.MOST_BYTES) {
            throw new IOException("too long to be written anew: " + text);
        }
        Files.createDirectories(layout.tmp(mailbox));
        Path draft = layout.tmp(mailbox).resolve(id + MailboxScan.DRAFT);
        DurableFiles.write(draft, EnvelopeFile.changed(now, before, after), true);
        Files.move(draft, text, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.syncDirectory(text.resolveSibling("."));
    }
}

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;

/** Looks for what is set aside in a journal, whichever process did so. */
final class ParkedRecordings {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedRecordings.class);
    private static final Comparator<ParkedRecording> BY_AGE =
            Comparator.comparing(parked -> parked.message().envelope().received());

    private final SpoolLayout layout;

    ParkedRecordings(SpoolLayout layout) {
        this.layout = layout;
    }

    /** Those there are, but for torn ones, the oldest first. */
    List<ParkedRecording> list() throws IOException {
        List<ParkedRecording> found = new ArrayList<>();
        for (MailboxId mailbox : layout.mailboxes()) {
            for (Path file : DurableFiles.children(layout.tmp(mailbox))) {
                if (file.toString().endsWith(StagedFiles.PARKED)) {
                    read(mailbox, file).ifPresent(found::add);
                }
            }
        }
        found.sort(BY_AGE);
        return List.copyOf(found);
    }

    /** Another process, or a try, may take it up at this moment. */
    private static Optional<ParkedRecording> read(MailboxId mailbox, Path file) {
        try {
            Optional<RecordingJournal> journal =
                    RecordingJournal.parse(DurableFiles.readStart(file, ConfText.MOST_BYTES));
            if (journal.isEmpty()) {
                return Optional.empty();
            }
            JournalEntry entry = JournalEntry.of(mailbox, StagedFiles.of(file), journal.get());
            return Optional.of(new ParkedRecording(mailbox, entry.message(), entry.greeting(), entry.octets(), file));
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return Optional.empty();
        }
    }
}

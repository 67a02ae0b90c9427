package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;

/** Begins what was recorded elsewhere, unless the ledger knows it. */
final class FileDeliveries {

    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;
    private final FileLedger ledger;
    private final FreeSpace space;
    private final FileMessageStoreBuilder settings;
    private final Supplier<Recovery> recovery;

    FileDeliveries(
            SpoolLayout layout,
            Owners owners,
            MailboxLocks locks,
            FileLedger ledger,
            FreeSpace space,
            FileMessageStoreBuilder settings,
            Supplier<Recovery> recovery) {
        this.layout = layout;
        this.owners = owners;
        this.locks = locks;
        this.ledger = ledger;
        this.space = space;
        this.settings = settings;
        this.recovery = recovery;
    }

    /**
     * Whether the ledger has it, once what dead processes had begun of it is finished.
     *
     * @throws IOException if a living process is about to deliver it
     */
    boolean isKnown(MailboxId mailbox, DeliveryKey key) throws IOException {
        return locks.alone(mailbox, () -> {
            if (isStaged(mailbox, key)) {
                recovery.get().run(mailbox);
            }
            return isSettled(mailbox, key);
        });
    }

    private boolean isSettled(MailboxId mailbox, DeliveryKey key) throws IOException {
        boolean known = ledger.has(mailbox, key);
        if (!known && isStaged(mailbox, key)) {
            throw new IOException("another is about to deliver " + key);
        }
        return known;
    }

    private boolean isStaged(MailboxId mailbox, DeliveryKey key) throws IOException {
        String committing = '.' + StagedFiles.State.COMMITTING.extension();
        for (Path file : DurableFiles.children(layout.tmp(mailbox))) {
            if (file.toString().endsWith(committing) && keyOf(file).equals(Optional.of(key))) {
                return true;
            }
        }
        return false;
    }

    private static Optional<DeliveryKey> keyOf(Path journal) throws IOException {
        return RecordingJournal.parse(DurableFiles.readStart(journal, ConfText.MOST_BYTES))
                .flatMap(RecordingJournal::key);
    }

    /** A journal of the store's own for what is delivered. */
    RecordingJournal journal(MessageId id, Envelope envelope, Optional<GreetingKind> greeting) throws IOException {
        return new RecordingJournal(owners.claim(), Duration.ZERO, settings.formats, greeting, id, envelope);
    }

    /** Stages a delivery under a name of its own: what a dead process left of it may still lie there. */
    JournaledRecording stage(MailboxId mailbox, RecordingJournal journal) throws IOException {
        if (!space.isEnough()) {
            throw new IOException("no room for a delivery");
        }
        MessageId name = MessageId.create(journal.envelope().received(), settings.random);
        return JournaledRecording.begin(
                mailbox, new StagedFiles(layout.tmp(mailbox), name.value()), journal, settings.observer);
    }
}

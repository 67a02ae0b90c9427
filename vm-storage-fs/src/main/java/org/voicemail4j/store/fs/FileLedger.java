package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.LedgeredStore;

/**
 * Which deliveries have come into each mailbox: an empty file per delivery, named by its key, in {@code tmp/delivered}.
 * Entries that are old enough are removed at recovery and with some of the deliveries.
 */
final class FileLedger {

    private static final String DIRECTORY = "delivered";
    private static final Duration KEPT = LedgeredStore.LEDGER_MEMORY.plusDays(1);
    private static final int BETWEEN_PRUNINGS = 256;

    private final SpoolLayout layout;
    private final Clock clock;
    private final AtomicInteger added = new AtomicInteger();

    FileLedger(SpoolLayout layout, Clock clock) {
        this.layout = layout;
        this.clock = clock;
    }

    private Path directory(MailboxId mailbox) {
        return layout.tmp(mailbox).resolve(DIRECTORY);
    }

    boolean has(MailboxId mailbox, DeliveryKey key) {
        return Files.exists(directory(mailbox).resolve(key.value()));
    }

    /** Writes a delivery down, durably; returns whether it was not there before. */
    boolean add(MailboxId mailbox, DeliveryKey key) throws IOException {
        Path directory = directory(mailbox);
        Files.createDirectories(directory);
        if (added.incrementAndGet() % BETWEEN_PRUNINGS == 0) {
            prune(mailbox);
        }
        Path entry = directory.resolve(key.value());
        try {
            Files.createFile(entry);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        Files.setLastModifiedTime(entry, FileTime.from(clock.instant()));
        DurableFiles.syncDirectory(directory);
        return true;
    }

    /** Takes an entry back, durably: its delivery has failed. */
    void remove(MailboxId mailbox, DeliveryKey key) throws IOException {
        Files.deleteIfExists(directory(mailbox).resolve(key.value()));
        DurableFiles.syncDirectory(directory(mailbox));
    }

    /** Forgets the deliveries of long ago. */
    void prune(MailboxId mailbox) throws IOException {
        for (Path entry : DurableFiles.children(directory(mailbox))) {
            try {
                FileTime written = Files.getLastModifiedTime(entry);
                if (written.toInstant().plus(KEPT).isBefore(clock.instant())) {
                    Files.deleteIfExists(entry);
                }
            } catch (NoSuchFileException e) {
                continue;
            }
        }
    }
}

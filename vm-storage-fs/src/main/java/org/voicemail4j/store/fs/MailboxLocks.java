package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxId;

/**
 * One at a time changes a mailbox: within this process by a lock per mailbox (a few hundred shared by all), towards
 * other processes by the {@link FolderLock}s of the folders concerned, taken in the order of their names.
 */
final class MailboxLocks {

    private static final int STRIPES = 256;

    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();
    private final FolderLock folderLock;

    MailboxLocks(FolderLock folderLock) {
        this.folderLock = folderLock;
    }

    /** Runs work alone in this process. */
    <T> T alone(MailboxId mailbox, Spool.Work<T> work) throws IOException {
        ReentrantLock stripe = stripe(mailbox);
        stripe.lock();
        try {
            return work.run();
        } finally {
            stripe.unlock();
        }
    }

    /** As {@link #alone}, but not at all if that means to wait. */
    void aloneAtOnce(MailboxId mailbox, Spool.Work<?> work) throws IOException {
        ReentrantLock stripe = stripe(mailbox);
        if (stripe.tryLock()) {
            try {
                work.run();
            } finally {
                stripe.unlock();
            }
        }
    }

    private ReentrantLock stripe(MailboxId mailbox) {
        return stripes.get(Math.floorMod(mailbox.hashCode(), STRIPES));
    }

    /** Runs work alone in this process and with folders locked towards others; folders that are missing are made. */
    <T> T locked(MailboxId mailbox, List<Path> folders, Spool.Work<T> work) throws IOException {
        return alone(mailbox, () -> {
            Deque<FolderLock.Held> held = new ArrayDeque<>();
            try {
                for (Path folder : folders.stream().distinct().sorted().toList()) {
                    Files.createDirectories(folder);
                    held.push(folderLock.acquire(folder));
                }
                return work.run();
            } finally {
                held.forEach(FolderLock.Held::close);
            }
        });
    }

    /** Whether nobody else holds a folder's lock; a stale one is broken. */
    boolean isUnlocked(Path folder) throws IOException {
        return folderLock.isFree(folder);
    }

    /** Removes what dead processes left of the locks of some folders. */
    void sweep(MailboxId mailbox, List<Path> folders) throws IOException {
        alone(mailbox, () -> {
            for (Path folder : folders) {
                folderLock.sweep(folder);
            }
            return mailbox;
        });
    }
}

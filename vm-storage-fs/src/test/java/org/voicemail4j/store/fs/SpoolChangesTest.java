package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;

class SpoolChangesTest {

    /** After a look that a busy machine made long the feed rests for fifty times as long. */
    private static final int PATIENCE_SECONDS = 180;

    private static final MailboxId ALICE = new MailboxId("default", "1000");

    @TempDir
    Path root;

    @Test
    void whatOthersChangeIsTold() throws Exception {
        Path inbox = Files.createDirectories(root.resolve("default/1000/INBOX"));
        try (FileMessageStore store = quick()) {
            LinkedBlockingQueue<MailboxId> told = new LinkedBlockingQueue<>();
            ChangeFeed.Registration registration = store.changes().listen(told::add);
            Files.createFile(inbox.resolve("msg0000.txt"));
            assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(ALICE);
            MailboxId bob = new MailboxId("sales", "2000");
            Files.createDirectories(root.resolve("sales/2000/Urgent"));
            while (!bob.equals(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
                continue;
            }
            registration.close();
            registration.close();
        }
    }

    @Test
    void aListenerThatFailsDoesNotEndTheFeed() throws Exception {
        Path inbox = Files.createDirectories(root.resolve("default/1000/INBOX"));
        try (FileMessageStore store = quick()) {
            LinkedBlockingQueue<MailboxId> told = new LinkedBlockingQueue<>();
            store.changes().listen(changed -> {
                throw new IllegalStateException("planted");
            });
            store.changes().listen(told::add);
            Files.createFile(inbox.resolve("msg0000.txt"));
            assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(ALICE);
            Files.delete(inbox.resolve("msg0000.txt"));
            assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(ALICE);
        }
    }

    @Test
    void anErrorDoesNotEndTheFeed() throws Exception {
        Path inbox = Files.createDirectories(root.resolve("default/1000/INBOX"));
        try (FileMessageStore store = quick()) {
            LinkedBlockingQueue<MailboxId> told = new LinkedBlockingQueue<>();
            store.changes().listen(changed -> {
                throw new LinkageError("planted");
            });
            store.changes().listen(told::add);
            Files.createFile(inbox.resolve("msg0000.txt"));
            assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(ALICE);
        }
    }

    @Test
    void aFolderOfTheFutureIsToldOnlyWhenItChanges() throws Exception {
        Path inbox = Files.createDirectories(root.resolve("default/1000/INBOX"));
        Files.setLastModifiedTime(inbox, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        LinkedBlockingQueue<MailboxId> told = new LinkedBlockingQueue<>();
        try (SpoolChanges changes = new SpoolChanges(
                new SpoolLayout(root),
                Duration.ofHours(1),
                Clock.systemUTC(),
                LockWaitClock.SYSTEM,
                new FsThreads(),
                () -> {})) {
            changes.listen(told::add);
            changes.poll();
            changes.poll();
            assertThat(told).isEmpty();
            Files.createFile(inbox.resolve("msg0000.txt"));
            changes.poll();
            assertThat(told).containsExactly(ALICE);
        }
    }

    @Test
    void itsThreadEndsWithTheStore() throws Exception {
        LinkedBlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        FileMessageStore store = FileMessageStore.builder(root)
                .threads(work -> {
                    Thread thread = new FsThreads().newThread(work);
                    threads.add(thread);
                    return thread;
                })
                .build();
        store.changes().listen(changed -> {});
        store.changes().listen(changed -> {});
        store.close();
        assertThat(threads).hasSize(1);
        threads.remove().join(30_000);
    }

    private FileMessageStore quick() throws IOException {
        return FileMessageStore.builder(root).changePause(Duration.ofMillis(5)).build();
    }
}

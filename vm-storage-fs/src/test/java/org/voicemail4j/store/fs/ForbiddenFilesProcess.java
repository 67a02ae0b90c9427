package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.time.Duration;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.StoreUnderTest;

/** Works on a spool in which others have files that it may not read, and tells on standard output what came of it. */
final class ForbiddenFilesProcess implements StoreUnderTest {

    private final FileMessageStore store;

    private ForbiddenFilesProcess(FileMessageStore store) {
        this.store = store;
    }

    public static void main(String[] arguments) {
        Path root = Path.of(arguments[0]);
        try (FileMessageStore store = FileMessageStore.in(root);
                JournaledMessageStore journal = JournaledMessageStore.in(root.resolve("journal~"), store)) {
            say("recovered " + journal.recover().size());
            say("mailboxes " + store.mailboxes());
            store.changes().listen(changed -> {});
            new ForbiddenFilesProcess(store).run();
        }
        try {
            FileMessageStore.in(root.resolve("lost+found")).mailboxes();
        } catch (RuntimeException e) {
            say("the root itself " + e.getClass().getSimpleName());
        }
    }

    private void run() {
        leave(ALICE, envelope(), Duration.ofSeconds(1));
        say("left " + store.list(ALICE, Folder.INBOX).size());
        say("unread " + store.counts(new MailboxId("default", "0001")).newMessages());
    }

    @Override
    public MessageStore store() {
        return store;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}

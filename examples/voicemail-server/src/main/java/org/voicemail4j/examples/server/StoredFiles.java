package org.voicemail4j.examples.server;

import java.nio.file.Path;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.store.fs.FileMessageStore;

/**
 * What is kept in files: mailboxes, and their messages and PINs. Opening them changes nothing.
 *
 * @param directory who has a mailbox
 * @param store messages and greetings
 */
record StoredFiles(MailboxDirectory directory, FileMessageStore store) implements AutoCloseable {

    static StoredFiles open(StoreOptions options) {
        return open(options.spool(), options.mailboxes());
    }

    /**
     * Opens a spool and a voicemail.conf.
     *
     * @throws UsageException if the latter cannot be used
     */
    static StoredFiles open(Path spool, Path mailboxes) {
        VoicemailConfDirectory directory = Settings.check(() -> new VoicemailConfDirectory(mailboxes));
        FileMessageStore store = FileMessageStore.builder(spool)
                .formats(directory.conf().formats())
                .build();
        return new StoredFiles(directory, store);
    }

    @Override
    public void close() {
        store.close();
    }
}

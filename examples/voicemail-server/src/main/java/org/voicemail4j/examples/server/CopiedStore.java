package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.StoredMailboxes;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.store.fs.FilePersonalLists;
import org.voicemail4j.store.jdbc.JdbcMessageStore;

/**
 * A store that is copied from or to.
 *
 * @param store messages and greetings
 * @param told which mailboxes it has
 * @param credentials the PINs that owners have set
 * @param lists the lists of recipients that owners have made
 * @param closing what closes them
 */
record CopiedStore(
        LedgeredStore store, StoredMailboxes told, CredentialStore credentials, PersonalLists lists, Runnable closing)
        implements AutoCloseable {

    /**
     * @param formats in which it keeps what comes into it; a database has the first alone
     * @param conf says where PINs beside a spool are
     */
    static CopiedStore open(StoreName name, List<AudioFormat> formats, Optional<VoicemailConf> conf) {
        if (name.mail().isPresent()) {
            throw new UsageException("mail accounts cannot be copied; whoever reads them by IMAP has copies");
        }
        if (name.url().isPresent()) {
            Database database = Database.open(name, formats.get(0), DispatchRule.NOTHING);
            JdbcMessageStore rows = database.rows();
            return new CopiedStore(rows, rows, database.credentials(), database.lists(), database::close);
        }
        FileMessageStore files = FileMessageStore.builder(name.folder().orElseThrow())
                .formats(formats)
                .build();
        Path folder = name.folder().orElseThrow();
        FileCredentialStore credentials =
                conf.map(read -> StoredFiles.credentials(folder, read)).orElseGet(() -> FileCredentialStore.in(folder));
        FilePersonalLists lists = FilePersonalLists.in(folder);
        return new CopiedStore(files, files, credentials, lists, () -> {
            credentials.close();
            lists.close();
            files.close();
        });
    }

    List<MailboxId> mailboxes() {
        return told.mailboxes();
    }

    @Override
    public void close() {
        closing.run();
    }
}

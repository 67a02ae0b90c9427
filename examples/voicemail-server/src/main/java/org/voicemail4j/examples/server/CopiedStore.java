package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.StoredMailboxes;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.store.jdbc.JdbcMessageStore;

/**
 * A store that is copied from or to.
 *
 * @param store messages and greetings
 * @param told which mailboxes it has
 * @param owned PINs, lists and the like that owners have set
 * @param closing what closes them
 */
record CopiedStore(LedgeredStore store, StoredMailboxes told, Owned owned, Runnable closing) implements AutoCloseable {

    /**
     * @param option that names it, for errors
     * @param formats in which it keeps what comes into it; a database has the first alone
     * @param conf says where PINs beside a spool are
     */
    static CopiedStore open(StoreName name, String option, List<AudioFormat> formats, Optional<VoicemailConf> conf) {
        if (name.mail().isPresent()) {
            throw new UsageException(
                    option + ": mail accounts cannot be copied; whoever reads them by IMAP has copies");
        }
        if (name.url().isPresent()) {
            Database database = Database.open(name, option, formats.get(0), DispatchRule.NOTHING);
            JdbcMessageStore rows = database.rows();
            return new CopiedStore(rows, rows, database.owned(), database::close);
        }
        Path folder = name.folder().orElseThrow();
        Opened opened = new Opened();
        try {
            FileMessageStore files =
                    opened.add(FileMessageStore.builder(folder).formats(formats).build());
            Owned owned = Owned.in(folder, opened, spool -> credentials(spool, conf));
            return new CopiedStore(files, files, owned, opened::close);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static FileCredentialStore credentials(Path spool, Optional<VoicemailConf> conf) {
        return conf.map(read -> StoredFiles.credentials(spool, () -> read))
                .orElseGet(() -> FileCredentialStore.in(spool));
    }

    List<MailboxId> mailboxes() {
        return told.mailboxes();
    }

    @Override
    public void close() {
        closing.run();
    }
}

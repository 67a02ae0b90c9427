package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mail.imap.ImapConfAccounts;
import org.voicemail4j.mail.imap.ImapMessageStore;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.store.fs.FilePersonalLists;
import org.voicemail4j.store.fs.JournaledMessageStore;

/**
 * Messages in the owners' IMAP accounts. A folder of this host holds all else: what waits for its server, PINs, lists,
 * subscriptions, and greetings unless they are in the accounts, too.
 */
final class MailAccounts {

    private MailAccounts() {}

    /**
     * Opens them.
     *
     * @param isServer whether messages are to come in, by the journal of the folder; a command looks past it
     * @throws UsageException if an option of the accounts cannot be used
     */
    static StoredFiles open(
            StoreName name, VoicemailConfDirectory directory, List<AudioFormat> formats, boolean isServer) {
        Path local = name.localFolder();
        Path spool = local.resolve("spool");
        ImapConfAccounts accounts = Settings.check(() -> checked(accounts(name, directory::conf)));
        FileMessageStore greetings =
                FileMessageStore.builder(spool).formats(formats).build();
        ImapMessageStore mails = Settings.check(() -> ImapMessageStore.builder(accounts)
                .format(formats.get(0))
                .greetings(greetings)
                .directory(local.resolve("imap"))
                .timeouts(ImapConfAccounts.timeouts(directory.conf()))
                .pollPause(ImapConfAccounts.pollPause(directory.conf()))
                .build());
        JournaledMessageStore journaled = isServer ? JournaledMessageStore.in(local.resolve("journal"), mails) : null;
        MessageStore store = journaled == null ? mails : journaled;
        FileCredentialStore credentials = StoredFiles.credentials(spool, directory.conf());
        FilePersonalLists lists = FilePersonalLists.in(spool);
        return new StoredFiles(
                directory.conf(),
                directory,
                credentials,
                lists,
                store,
                node -> SubscriptionFile.ofThisNode(spool),
                () -> {
                    credentials.close();
                    lists.close();
                    if (journaled != null) {
                        journaled.close();
                    }
                    mails.close();
                    greetings.close();
                });
    }

    private static ImapConfAccounts accounts(StoreName name, Supplier<VoicemailConf> conf) {
        return name.mail()
                .flatMap(server -> server.server(conf.get()))
                .map(server -> ImapConfAccounts.on(server, conf))
                .orElseGet(() -> ImapConfAccounts.of(conf));
    }

    /** Says now what cannot be used. */
    private static ImapConfAccounts checked(ImapConfAccounts accounts) {
        for (MailboxId mailbox : accounts.mailboxes()) {
            accounts.of(mailbox);
        }
        return accounts;
    }
}

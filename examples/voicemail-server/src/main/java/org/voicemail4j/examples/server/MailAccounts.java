package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mail.imap.ImapConfAccounts;
import org.voicemail4j.mail.imap.ImapMessageStore;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.fs.FileMessageStore;

/**
 * Messages in the owners' IMAP accounts. A folder of this host holds all else: what waits for its server, PINs, lists,
 * subscriptions, and greetings unless they are in the accounts, too.
 */
final class MailAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(MailAccounts.class);

    /** More than begin to hang at a time: each of them may hold one until its time is over. */
    private static final int DELIVERERS = 16;

    private MailAccounts() {}

    /**
     * Opens them.
     *
     * @param isServer whether messages are to come in, by the journal of the folder; a command looks past it
     * @throws UsageException if an option of the accounts cannot be used
     */
    static StoredFiles open(StoreName name, KnownMailboxes known, List<AudioFormat> formats, boolean isServer) {
        Path local = name.localFolder();
        Path spool = local.resolve("spool");
        ImapConfAccounts accounts = Settings.check(() -> checked(accounts(name, known::conf)));
        if (isServer) {
            WritableFolder.require("--journal", local);
            warnOfThoseWithout(accounts, known.conf());
        }
        Opened opened = new Opened();
        try {
            FileMessageStore greetings =
                    opened.add(FileMessageStore.builder(spool).formats(formats).build());
            ImapMessageStore mails = opened.add(Settings.check(() -> ImapMessageStore.builder(accounts)
                    .format(formats.get(0))
                    .greetings(greetings)
                    .directory(local.resolve("imap"))
                    .timeouts(ImapConfAccounts.timeouts(known.conf()))
                    .pollPause(ImapConfAccounts.pollPause(known.conf()))
                    .build()));
            // one owner's account that cannot be reached keeps no other owner waiting
            MessageStore store = isServer
                    ? opened.add(name.journal(local.resolve("journal"), mails)
                            .mailboxesApart()
                            .deliverers(DELIVERERS)
                            .room(mails::hasRoom)
                            .build())
                    : mails;
            Owned owned = Owned.in(spool, opened, folder -> StoredFiles.credentials(folder, known::conf));
            return new StoredFiles(known, owned, store, node -> SubscriptionFile.ofThisNode(spool), opened::close);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static void warnOfThoseWithout(ImapConfAccounts accounts, VoicemailConf conf) {
        List<MailboxId> without = conf.subscribers().stream()
                .map(Subscriber::mailbox)
                .filter(mailbox -> accounts.of(mailbox).isEmpty())
                .toList();
        if (!without.isEmpty()) {
            LOG.warn(
                    "{} mailboxes have no account (imapuser) and take no messages, such as {}",
                    without.size(),
                    without.get(0));
        }
    }

    private static ImapConfAccounts accounts(StoreName name, Supplier<VoicemailConf> conf) {
        return name.mail()
                .flatMap(server -> server.server(conf.get()))
                .map(server -> ImapConfAccounts.on(server, conf))
                .orElseGet(() -> ImapConfAccounts.of(conf));
    }

    /**
     * Refuses a file whose options of accounts cannot be used, as {@link #open} would, where messages are in accounts.
     *
     * @throws IllegalArgumentException if one cannot
     */
    static void check(StoreName name, VoicemailConf conf) {
        if (name.mail().isPresent()) {
            checked(accounts(name, () -> conf));
            ImapConfAccounts.timeouts(conf);
            ImapConfAccounts.pollPause(conf);
        }
    }

    /** Says now what cannot be used. */
    private static ImapConfAccounts checked(ImapConfAccounts accounts) {
        for (MailboxId mailbox : accounts.mailboxes()) {
            accounts.of(mailbox);
        }
        return accounts;
    }
}

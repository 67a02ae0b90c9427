package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.call.CallerNames;
import org.voicemail4j.conf.PasswordLocation;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.fs.FileCallerNames;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.store.jdbc.JdbcSubscriptionStore;

/**
 * What is kept: mailboxes in a file and perhaps a table, their messages and PINs in files or in a database, or messages in mail accounts.
 * Opening them changes nothing, but for a database's tables, which are made or upgraded, and the folder for sounds of mail
 * accounts on their way.
 *
 * @param known who has a mailbox
 * @param owned PINs, lists and the like that owners have set
 * @param store messages and greetings
 * @param subscriptions opens those of phones to the lamps of a node
 * @param closing what closes them
 */
record StoredFiles(
        KnownMailboxes known,
        Owned owned,
        MessageStore store,
        Function<String, SubscriptionStore> subscriptions,
        Runnable closing)
        implements AutoCloseable {

    /**
     * Opens a store and a voicemail.conf to look at what is there.
     *
     * @throws UsageException if the latter cannot be used, or there is no such store
     */
    static StoredFiles toRead(StoreOptions options) {
        return beside(options, known -> {
            options.store().requireThere("--store");
            return List.of(AudioFormat.WAV);
        });
    }

    /**
     * As {@link #toRead}, to put sound there as well, in the file of mailboxes' formats. It is there at once: no journal is
     * between, for nobody would deliver what is left in it.
     */
    static StoredFiles toChange(StoreOptions options) {
        return beside(options, conf -> {
            options.store().requireThere("--store");
            return RecordingFormats.usable(conf.formats());
        });
    }

    private static StoredFiles beside(StoreOptions options, Function<VoicemailConf, List<AudioFormat>> formats) {
        return open(options.store(), options.mailboxes(), Locale.ENGLISH, ConfDoubts::inShort, (parts, known) -> {
            List<AudioFormat> kept = formats.apply(known.conf());
            return parts.store().mail().isPresent()
                    ? MailAccounts.open(parts.store(), known, kept, false)
                    : open(parts, known, kept, anybody -> DispatchRule.NOTHING);
        });
    }

    /**
     * Opens a store and a voicemail.conf for a server.
     *
     * @param language of mailboxes for which the latter has none
     * @param told is given the latter's contents, to say what is doubtful there
     * @param dispatches what new messages send
     * @throws UsageException if the latter cannot be used
     * @throws UnavailableException if the store cannot be had
     */
    static StoredFiles toServe(
            StoreName store,
            MailboxSources mailboxes,
            Locale language,
            Consumer<VoicemailConf> told,
            Function<MailboxDirectory, DispatchRule> dispatches) {
        return open(store, mailboxes, language, told, (parts, known) -> {
            List<AudioFormat> formats = RecordingFormats.usable(known.conf().formats());
            parts.store().folder().ifPresent(folder -> WritableFolder.require("--store", folder));
            return parts.store().mail().isPresent()
                    ? MailAccounts.open(parts.store(), known, formats, true)
                    : open(parts, known, formats, dispatches);
        });
    }

    /** Which store is opened, and the connections for it. */
    private record Parts(StoreName store, Pools pools) {}

    private static StoredFiles open(
            StoreName store,
            MailboxSources mailboxes,
            Locale language,
            Consumer<VoicemailConf> told,
            BiFunction<Parts, KnownMailboxes, StoredFiles> opening) {
        if (store.mail().isPresent() && mailboxes.table().isPresent()) {
            throw new UsageException("--subscribers: mail accounts are those of the file of mailboxes alone");
        }
        Opened opened = new Opened();
        try {
            Pools pools = opened.add(new Pools(store.url()));
            KnownMailboxes known = KnownMailboxes.open(mailboxes, language, pools, told);
            StoredFiles files = opened.add(opening.apply(new Parts(store, pools), known));
            return files.closedBy(opened::close);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private StoredFiles closedBy(Runnable all) {
        return new StoredFiles(known, owned, store, subscriptions, all);
    }

    /** The mailboxes of a file alone. */
    static VoicemailConfDirectory read(Path mailboxes, Locale language) {
        return Settings.check(() -> new VoicemailConfDirectory(mailboxes, KnownMailboxes.base(language)));
    }

    private static StoredFiles open(
            Parts parts,
            KnownMailboxes known,
            List<AudioFormat> formats,
            Function<MailboxDirectory, DispatchRule> dispatches) {
        StoreName name = parts.store();
        DispatchRule rule = dispatches.apply(known.directory());
        if (name.url().isPresent()) {
            Database database = Database.open(
                    name.in(name.tables().orAs(known.conf())), "--store", parts.pools(), formats.get(0), rule);
            return new StoredFiles(
                    known,
                    database.owned(),
                    database.store(),
                    node -> new JdbcSubscriptionStore(database.source(), node),
                    database::close);
        }
        Path spool = name.folder().orElseThrow();
        Opened opened = new Opened();
        try {
            FileMessageStore store = opened.add(FileMessageStore.builder(spool)
                    .formats(formats)
                    .dispatches(rule)
                    .build());
            Owned owned = Owned.in(spool, opened, folder -> credentials(folder, known::conf));
            Function<String, SubscriptionStore> subscriptions = node -> SubscriptionFile.ofThisNode(spool);
            return new StoredFiles(known, owned, store, subscriptions, opened::close);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    /** The recorded names of callers, where Asterisk has them: beside its spool. */
    static CallerNames callerNames(StoreName store) {
        return store.folder()
                .<CallerNames>map(spool -> FileCallerNames.in(
                        spool.toAbsolutePath().resolveSibling("recordings").resolve("callerids")))
                .orElse(CallerNames.NONE);
    }

    /** PINs beside a spool, where that file wants each of them. */
    static FileCredentialStore credentials(Path spool, Supplier<VoicemailConf> conf) {
        return FileCredentialStore.builder(spool)
                .asteriskSecrets(mailbox -> conf.get().passwordLocation(mailbox) == PasswordLocation.SPOOL_DIR)
                .build();
    }

    /** The file that says who has a mailbox, as it was read last. */
    VoicemailConf conf() {
        return known.conf();
    }

    /** Who has a mailbox. */
    MailboxDirectory directory() {
        return known.directory();
    }

    /** Whether messages of a mailbox have a place there at all: it may lack a mail account. */
    boolean keeps(MailboxId mailbox) {
        return !(store instanceof JournaledMessageStore journaled) || journaled.takes(mailbox);
    }

    @Override
    public void close() {
        closing.run();
    }
}

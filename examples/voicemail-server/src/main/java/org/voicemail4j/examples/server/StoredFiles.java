package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.call.CallerNames;
import org.voicemail4j.conf.PasswordLocation;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.fs.FileCallerNames;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.store.jdbc.JdbcSubscriptionStore;

/**
 * What is kept: mailboxes in a file, their messages and PINs in files or in a database, or messages in mail accounts.
 * Opening them changes nothing, but for a database's tables, which are made or upgraded, and the folder for sounds of mail
 * accounts on their way.
 *
 * @param conf the file that says who has a mailbox, as it was read at the start
 * @param directory who has a mailbox
 * @param owned PINs, lists and the like that owners have set
 * @param store messages and greetings
 * @param subscriptions opens those of phones to the lamps of a node
 * @param closing what closes them
 */
record StoredFiles(
        VoicemailConf conf,
        MailboxDirectory directory,
        Owned owned,
        MessageStore store,
        Function<String, SubscriptionStore> subscriptions,
        Runnable closing)
        implements AutoCloseable {

    /**
     * Opens a store and a voicemail.conf to look at what is there.
     *
     * @throws UsageException if the latter cannot be used
     */
    static StoredFiles toRead(StoreOptions options) {
        VoicemailConfDirectory directory = read(options.mailboxes(), Locale.ENGLISH);
        return beside(options.store(), directory, List.of(AudioFormat.WAV));
    }

    /**
     * As {@link #toRead}, to put sound there as well, in the file of mailboxes' formats. It is there at once: no journal is
     * between, for nobody would deliver what is left in it.
     */
    static StoredFiles toChange(StoreOptions options) {
        VoicemailConfDirectory directory = read(options.mailboxes(), Locale.ENGLISH);
        return beside(
                options.store(),
                directory,
                RecordingFormats.usable(directory.conf().formats()));
    }

    private static StoredFiles beside(StoreName name, VoicemailConfDirectory directory, List<AudioFormat> formats) {
        return name.mail().isPresent()
                ? MailAccounts.open(name, directory, formats, false)
                : open(name, directory, formats, anybody -> DispatchRule.NOTHING);
    }

    /**
     * Opens a store and a voicemail.conf for a server.
     *
     * @param language of mailboxes for which the latter has none
     * @param dispatches what new messages send
     * @throws UsageException if the latter cannot be used
     */
    static StoredFiles toServe(
            StoreName store, Path mailboxes, Locale language, Function<MailboxDirectory, DispatchRule> dispatches) {
        VoicemailConfDirectory directory = read(mailboxes, language);
        List<AudioFormat> formats = RecordingFormats.usable(directory.conf().formats());
        return store.mail().isPresent()
                ? MailAccounts.open(store, directory, formats, true)
                : open(store, directory, formats, dispatches);
    }

    static VoicemailConfDirectory read(Path mailboxes, Locale language) {
        MailboxPolicy base = MailboxPolicy.DEFAULT.toBuilder()
                .zone(ZoneId.systemDefault())
                .language(language)
                .build();
        return Settings.check(() -> new VoicemailConfDirectory(mailboxes, base));
    }

    private static StoredFiles open(
            StoreName name,
            VoicemailConfDirectory directory,
            List<AudioFormat> formats,
            Function<MailboxDirectory, DispatchRule> dispatches) {
        if (name.url().isPresent()) {
            Database database = Database.open(
                    name.in(name.tables().orAs(directory.conf())), formats.get(0), dispatches.apply(directory));
            return new StoredFiles(
                    directory.conf(),
                    directory,
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
                    .dispatches(dispatches.apply(directory))
                    .build());
            Owned owned = Owned.in(spool, opened, folder -> credentials(folder, directory.conf()));
            Function<String, SubscriptionStore> subscriptions = node -> SubscriptionFile.ofThisNode(spool);
            return new StoredFiles(directory.conf(), directory, owned, store, subscriptions, opened::close);
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
    static FileCredentialStore credentials(Path spool, VoicemailConf conf) {
        return FileCredentialStore.builder(spool)
                .asteriskSecrets(mailbox -> conf.passwordLocation(mailbox) == PasswordLocation.SPOOL_DIR)
                .build();
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

package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileMessageStore;

/**
 * What is kept in files: mailboxes, and their messages and PINs. Opening them changes nothing.
 *
 * @param conf the file that says who has a mailbox, as it was read at the start
 * @param directory who has a mailbox
 * @param credentials PINs that owners have set, and failed logins
 * @param store messages and greetings
 */
record StoredFiles(
        VoicemailConf conf, MailboxDirectory directory, FileCredentialStore credentials, FileMessageStore store)
        implements AutoCloseable {

    /** The value of voicemail.conf's option {@code passwordlocation} that keeps PINs in {@code secret.conf}. */
    private static final String IN_THE_SPOOL = "spooldir";

    /**
     * Opens a spool and a voicemail.conf to look at what is there.
     *
     * @throws UsageException if the latter cannot be used
     */
    static StoredFiles toRead(StoreOptions options) {
        return open(options.spool(), read(options.mailboxes(), Locale.ENGLISH), List.of(AudioFormat.WAV));
    }

    /**
     * Opens a spool and a voicemail.conf for a server.
     *
     * @param language of mailboxes for which the latter has none
     * @throws UsageException if the latter cannot be used
     */
    static StoredFiles toServe(Path spool, Path mailboxes, Locale language) {
        VoicemailConfDirectory directory = read(mailboxes, language);
        return open(spool, directory, RecordingFormats.usable(directory.conf().formats()));
    }

    private static VoicemailConfDirectory read(Path mailboxes, Locale language) {
        MailboxPolicy base = MailboxPolicy.DEFAULT.toBuilder()
                .zone(ZoneId.systemDefault())
                .language(language)
                .build();
        return Settings.check(() -> new VoicemailConfDirectory(mailboxes, base));
    }

    private static StoredFiles open(Path spool, VoicemailConfDirectory directory, List<AudioFormat> formats) {
        FileMessageStore store =
                FileMessageStore.builder(spool).formats(formats).build();
        return new StoredFiles(directory.conf(), directory, credentials(spool, directory), store);
    }

    private static FileCredentialStore credentials(Path spool, VoicemailConfDirectory directory) {
        FileCredentialStore.Builder credentials = FileCredentialStore.builder(spool);
        if (directory
                .conf()
                .general("passwordlocation")
                .filter(IN_THE_SPOOL::equals)
                .isPresent()) {
            credentials.asteriskSecrets();
        }
        return credentials.build();
    }

    @Override
    public void close() {
        credentials.close();
        store.close();
    }
}

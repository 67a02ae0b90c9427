package org.voicemail4j.examples.server;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.store.jdbc.JdbcMailboxDirectory;

/**
 * Who has a mailbox, and how it behaves.
 *
 * @param file the file alone
 * @param directory the mailboxes of the file and, behind them, those of a table
 * @param table the latter alone
 */
record KnownMailboxes(VoicemailConfDirectory file, MailboxDirectory directory, Optional<JdbcMailboxDirectory> table) {

    /**
     * Reads the file, and looks whether there is the table.
     *
     * @param language of mailboxes for which neither says one
     * @param told is given the file's contents whenever it is read, to say what is doubtful there
     * @throws UsageException if the file cannot be used
     * @throws UnavailableException if the database cannot be reached
     * @throws org.voicemail4j.store.StoreException if the table cannot be used
     */
    static KnownMailboxes open(MailboxSources sources, Locale language, Pools pools, Consumer<VoicemailConf> told) {
        MailboxPolicy base = base(language);
        Settings.file("--mailboxes", sources.file());
        if (sources.table().isEmpty()) {
            VoicemailConfDirectory file = Settings.check(
                    () -> VoicemailConfDirectory.telling(() -> VoicemailConf.read(sources.file(), base), told));
            return new KnownMailboxes(file, file, Optional.empty());
        }
        VoicemailConfDirectory file = Settings.check(
                () -> VoicemailConfDirectory.telling(() -> VoicemailConf.readBesideOthers(sources.file(), base), told));
        SubscriberName name = sources.table().get();
        DataSource database = pools.of(name.url(), "--subscribers");
        JdbcMailboxDirectory table = name.table()
                .map(realtime -> JdbcMailboxDirectory.realtime(database, realtime, file::conf))
                .orElseGet(() -> JdbcMailboxDirectory.on(database, file::conf));
        table.options(new MailboxId(MailboxId.DEFAULT_CONTEXT, "0")); // fails if there is no such table
        return new KnownMailboxes(file, file.before(table), Optional.of(table));
    }

    static MailboxPolicy base(Locale language) {
        return MailboxPolicy.DEFAULT.toBuilder()
                .zone(ZoneId.systemDefault())
                .language(language)
                .build();
    }

    /** The file, as it was read last. */
    VoicemailConf conf() {
        return file.conf();
    }

    /** An option as it is written where it holds for a mailbox: in its line or row, else for its context, else for all. */
    Optional<String> option(MailboxId mailbox, String option) {
        VoicemailConf conf = conf();
        Optional<String> own = conf.find(mailbox).isPresent()
                ? Optional.empty()
                : table.map(rows -> rows.options(mailbox).get(option.toLowerCase(Locale.ROOT)));
        return own.or(() -> conf.option(mailbox, option));
    }
}

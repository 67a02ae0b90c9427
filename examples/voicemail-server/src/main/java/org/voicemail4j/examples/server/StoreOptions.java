package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.store.jdbc.JdbcMessageStoreBuilder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where messages and mailboxes are; the same for every command that looks at them. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StoreOptions {

    @Option(
            names = "--store",
            paramLabel = "fs:DIR|jdbc:...|imap:HOST",
            converter = StoreName.Converter.class,
            defaultValue = "jdbc:h2:file:./voicemail-data/messages",
            description = "Where messages are kept: a folder in the layout of Asterisk's spool, such as "
                    + "fs:/var/spool/asterisk/voicemail, or a database, such as "
                    + "jdbc:postgresql://192.0.2.7/voicemail?user=vm&password=..., jdbc:mariadb://... (a password is read by all "
                    + "who see this machine's processes, so put --store and it into a file and say @FILE instead) or, "
                    + "without a server of its own, jdbc:h2:file:/var/lib/voicemail/messages, or the owners' mail accounts on an IMAP "
                    + "server: imap:HOST[:PORT], imaps:HOST[:PORT], or imap: for the servers that the file of mailboxes "
                    + "names. Unless given: ${DEFAULT-VALUE}")
    private StoreName store;

    @Option(
            names = "--store-layout",
            paramLabel = "native|asterisk",
            converter = StoreLayout.Converter.class,
            description =
                    "In which tables of a database: our own, or Asterisk's table, named by odbctable in the file of "
                            + "mailboxes or else voicemessages. Unless given, Asterisk's if that file has odbcstorage.")
    private @Nullable StoreLayout layout;

    @Option(
            names = "--mailboxes",
            required = true,
            paramLabel = "FILE",
            description = "Who has a mailbox: a file in the syntax of Asterisk's voicemail.conf.")
    private Path mailboxes;

    @Mixin
    private SubscriberOptions subscribers;

    @Option(
            names = "--asterisk-spool",
            paramLabel = "DIR",
            description = "With what the paths in the column dir of Asterisk's table begin; "
                    + JdbcMessageStoreBuilder.ASTERISK_SPOOL + " unless given.")
    private @Nullable String spool;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "With --store jdbc:... or imap:, the folder on the local disk where messages are recorded, and kept "
                            + "while the database or mail server is away; with imap: also for PINs and greetings, so for "
                            + "every command. With jdbc:h2:file:FILE it is FILE.journal unless given.")
    private @Nullable Path journal;

    /** Where the journal is, if it was said. */
    Optional<Path> journal() {
        return Optional.ofNullable(journal);
    }

    /** As it was said; a database is looked at past its journal. */
    StoreName store() {
        StoreName named = tables();
        return journal == null || named.mail().isEmpty() ? named : named.journaledIn(journal);
    }

    private StoreName tables() {
        return store.in(TableNames.of(Optional.ofNullable(layout), Optional.empty(), Optional.ofNullable(spool)));
    }

    MailboxSources mailboxes() {
        return new MailboxSources(mailboxes, subscribers.name());
    }
}

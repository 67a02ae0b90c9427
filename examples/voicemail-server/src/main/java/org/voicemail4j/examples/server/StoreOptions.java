package org.voicemail4j.examples.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where messages and mailboxes are; the same for every command that looks at them. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StoreOptions {

    @Option(
            names = "--store",
            required = true,
            paramLabel = "fs:DIR|jdbc:...",
            converter = StoreName.Converter.class,
            description = "Where messages are kept: a folder in the layout of Asterisk's spool, such as "
                    + "fs:/var/spool/asterisk/voicemail, or a database, such as "
                    + "jdbc:postgresql://192.0.2.7/voicemail?user=vm&password=secret, jdbc:mariadb://... or "
                    + "jdbc:h2:file:/var/lib/voicemail/db.")
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

    StoreName store() {
        return layout == null ? store : store.in(layout);
    }

    Path mailboxes() {
        return mailboxes;
    }
}

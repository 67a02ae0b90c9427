package org.voicemail4j.examples.server;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where messages and mailboxes are; the same for every command that looks at them. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StoreOptions {

    @Option(
            names = "--store",
            required = true,
            paramLabel = "fs:DIR",
            converter = StoreFolder.class,
            description = "Where messages are kept: a folder in the layout of Asterisk's spool, "
                    + "such as fs:/var/spool/asterisk/voicemail.")
    private Path spool;

    @Option(
            names = "--mailboxes",
            required = true,
            paramLabel = "FILE",
            description = "Who has a mailbox: a file in the syntax of Asterisk's voicemail.conf.")
    private Path mailboxes;

    Path spool() {
        return spool;
    }

    Path mailboxes() {
        return mailboxes;
    }
}

package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where it is said who has a mailbox.
 *
 * @param file in the syntax of voicemail.conf
 * @param table in which whoever is not in the file is looked for
 */
record MailboxSources(Path file, Optional<SubscriberName> table) {

    /** A file alone. */
    static MailboxSources in(Path file) {
        return new MailboxSources(file, Optional.empty());
    }

    /** {@code voicemail.conf or table voicemail}. */
    @Override
    public String toString() {
        return file + table.map(name -> " or " + name).orElse("");
    }
}

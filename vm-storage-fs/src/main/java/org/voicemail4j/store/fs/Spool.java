package org.voicemail4j.store.fs;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/** Turns what the file system throws into what a store throws, naming the mailbox. */
final class Spool {

    private Spool() {}

    /** Work on files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T work(String what, Object where, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw failed(what, where, e);
        } catch (UncheckedIOException e) {
            throw failed(what, where, e.getCause() == null ? new IOException(e) : e.getCause());
        }
    }

    static StoreException failed(String what, Object where, IOException cause) {
        return new StoreException(
                "cannot " + what + (where instanceof MailboxId ? " of " : " ") + where + ": " + cause, cause);
    }
}

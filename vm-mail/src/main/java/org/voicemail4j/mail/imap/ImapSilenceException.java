package org.voicemail4j.mail.imap;

import java.io.IOException;

/** A server that has not answered in time. */
final class ImapSilenceException extends IOException {

    private static final long serialVersionUID = 1L;

    ImapSilenceException(IOException how) {
        super("the server took too long", how);
    }
}

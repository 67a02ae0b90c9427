package org.voicemail4j.mail.imap;

import java.io.IOException;

/** A server that says what cannot be understood or is too much; its connection is of no use any more. */
final class ImapProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    ImapProtocolException(String message) {
        super(message);
    }
}

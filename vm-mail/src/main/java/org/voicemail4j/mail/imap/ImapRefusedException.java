package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.Locale;

/** A server that says NO or BAD to a command; the connection can be used further. */
final class ImapRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String said;

    /** @param said the text behind NO or BAD, response code included */
    ImapRefusedException(String what, String said) {
        super(what + " was refused: " + printable(said));
        this.said = said;
    }

    static String printable(String said) {
        String line = said.replaceAll("[^\\x20-\\x7E]+", " ");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    /** Whether the server gave that response code. */
    boolean hasCode(String code) {
        return said.toUpperCase(Locale.ROOT).startsWith("[" + code);
    }
}

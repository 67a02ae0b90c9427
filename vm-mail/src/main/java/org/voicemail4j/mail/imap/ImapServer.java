package org.voicemail4j.mail.imap;

import java.util.Locale;
import java.util.Objects;

/**
 * Where an IMAP server is and how it is spoken to.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param security how the connection is protected
 * @param certificateChecked whether the server's certificate must be valid for its name
 */
public record ImapServer(String host, int port, ImapSecurity security, boolean certificateChecked) {

    /** The port of IMAP (RFC 9051). */
    public static final int PORT = 143;

    /** The port of IMAP in TLS (RFC 8314). */
    public static final int TLS_PORT = 993;

    public ImapServer {
        if (host.isBlank() || host.length() > 253) {
            throw new IllegalArgumentException("not a host: '" + host + "'");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        Objects.requireNonNull(security, "security");
    }

    /** A server whose certificate is checked wherever there is one. */
    public static ImapServer of(String host, int port, ImapSecurity security) {
        return new ImapServer(host, port, security, true);
    }

    /**
     * A server as {@code imapserver}, {@code imapport} and {@code imapflags} name it. Of c-client's flags {@code ssl},
     * {@code tls}, {@code notls} and {@code novalidate-cert} are heeded, the others make no difference here.
     *
     * @param flags separated by slashes, commas or blanks; may be empty
     */
    public static ImapServer withFlags(String host, int port, String flags) {
        ImapSecurity security = ImapSecurity.IF_OFFERED;
        boolean checked = true;
        for (String flag : flags.toLowerCase(Locale.ROOT).split("[/,\\s]+")) {
            switch (flag) {
                case "ssl" -> security = ImapSecurity.TLS;
                case "tls" -> security = ImapSecurity.STARTTLS;
                case "notls" -> security = ImapSecurity.CLEAR;
                case "novalidate-cert" -> checked = false;
                default -> {
                    // says nothing about the connection
                }
            }
        }
        return new ImapServer(host, port, security, checked);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

package org.voicemail4j.examples.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mail.imap.ImapSecurity;
import org.voicemail4j.mail.imap.ImapServer;

/**
 * An IMAP server as a command line names it: {@code imap:HOST}, {@code imaps:HOST:PORT}, {@code imap:[::1]:143}; or {@code
 * imap:} for those that voicemail.conf names.
 *
 * @param secure whether TLS is spoken from the first octet
 * @param place host and perhaps port; empty if voicemail.conf says it
 */
record MailServerName(boolean secure, String place) {

    private static final Pattern NAME = Pattern.compile("(imaps?):(.*)");
    private static final Pattern PLACE =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.%a-z]+)\\]|([^\\[\\]:/@\\s]+))(?::([0-9]{1,5}))?");

    /** Reads it; empty if it is none. @throws IllegalArgumentException if it is a malformed one */
    static Optional<MailServerName> of(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.matches()) {
            return Optional.empty();
        }
        boolean secure = name.group(1).equals("imaps");
        String place = name.group(2);
        if (place.isEmpty() ? secure : !PLACE.matcher(place).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not imap:HOST[:PORT]");
        }
        return Optional.of(new MailServerName(secure, place));
    }

    /** The server, with the {@code imapflags} of that file; empty if it is the file that names servers. */
    Optional<ImapServer> server(VoicemailConf conf) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        int usual = secure ? ImapServer.TLS_PORT : ImapServer.PORT;
        int port = parts.group(3) == null ? usual : Integer.parseInt(parts.group(3));
        ImapServer server =
                ImapServer.withFlags(host, port, conf.general("imapflags").orElse(""));
        return Optional.of(secure ? new ImapServer(host, port, ImapSecurity.TLS, server.certificateChecked()) : server);
    }
}

package org.voicemail4j.mail.imap;

import java.time.Duration;

/**
 * How long is waited for a server, as c-client's time-outs say it.
 *
 * @param open for a connection and the login ({@code imapopentimeout})
 * @param read for the whole answer to a command, however slowly it trickles in ({@code imapreadtimeout})
 * @param write for the server to take a message, in addition to {@code read} ({@code imapwritetimeout})
 * @param close for the good-bye ({@code imapclosetimeout})
 */
public record ImapTimeouts(Duration open, Duration read, Duration write, Duration close) {

    /** A minute for each, as Asterisk has it. */
    public static final ImapTimeouts USUAL = new ImapTimeouts(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    public ImapTimeouts {
        require(open);
        require(read);
        require(write);
        require(close);
    }

    private static void require(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("not a time-out of up to an hour: " + timeout);
        }
    }
}

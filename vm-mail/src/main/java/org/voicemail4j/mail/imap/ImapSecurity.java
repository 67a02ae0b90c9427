package org.voicemail4j.mail.imap;

/** How a connection to an IMAP server is protected. */
public enum ImapSecurity {
    /** TLS if the server offers STARTTLS, else clear text, as c-client does without flags. */
    IF_OFFERED,
    /** Clear text, even if the server offers STARTTLS: flag {@code notls}. */
    CLEAR,
    /** STARTTLS, or nothing: flag {@code tls}. */
    STARTTLS,
    /** TLS from the first octet on, port 993 usually: flag {@code ssl}. */
    TLS
}

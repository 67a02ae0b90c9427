package org.voicemail4j.conf;

/** Where a PIN that an owner changes is kept ({@code passwordlocation}). The configuration itself is never rewritten. */
public enum PasswordLocation {
    /** Outside the spool, in a credential store; Asterisk would write it into voicemail.conf. */
    VOICEMAIL_CONF,
    /** In {@code secret.conf} of the mailbox's folder in the spool. */
    SPOOL_DIR
}

package org.voicemail4j.mailbox;

/** What came of an owner's wish to change the PIN. */
public enum PinChange {
    /** The new PIN holds from now on. */
    CHANGED,
    /** The new PIN breaks a rule, such as the shortest length; the old one holds. */
    NOT_ALLOWED,
    /** This mailbox's PIN cannot be changed by its owner. */
    FIXED
}

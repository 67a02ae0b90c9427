package org.voicemail4j.mailbox;

/** What came of an attempt to log in. */
public enum PinCheck {
    /** The digits were right. */
    ACCEPTED,
    /** The digits were wrong. */
    REJECTED,
    /** Too many wrong ones before: not even looked at. */
    LOCKED
}

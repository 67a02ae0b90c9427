package org.voicemail4j.message;

/** How the caller marked a message. */
public enum Urgency {
    /** Not marked. */
    NORMAL,
    /** Marked urgent: heard first, counted apart. */
    URGENT
}

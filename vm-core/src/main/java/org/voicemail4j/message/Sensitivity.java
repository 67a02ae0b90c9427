package org.voicemail4j.message;

/** Who may hear a message (the two grades of RFC 3801's Sensitivity that a telephone can honour). */
public enum Sensitivity {
    /** Whoever its owner lets hear it. */
    NORMAL,
    /** Its owner alone: it is not forwarded. */
    PRIVATE
}

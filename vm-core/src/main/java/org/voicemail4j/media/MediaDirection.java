package org.voicemail4j.media;

/** Which way sound goes, as seen by whoever says it (RFC 3264 §5.1). */
public enum MediaDirection {
    /** Both ways. */
    SENDRECV,
    /** The speaker only sends: it has put the other side on hold. */
    SENDONLY,
    /** The speaker only receives. */
    RECVONLY,
    /** Neither way. */
    INACTIVE;

    /** What an answer says to an offer with this direction. */
    public MediaDirection answer() {
        return switch (this) {
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            case SENDRECV, INACTIVE -> this;
        };
    }
}

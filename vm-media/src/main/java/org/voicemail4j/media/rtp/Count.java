package org.voicemail4j.media.rtp;

/** What the media loops count. */
enum Count {
    RECEIVED,
    SENT,
    LOST,
    LATE,
    DUPLICATE,
    STRANGER,
    LEARNING,
    MALFORMED,
    UNKNOWN_TYPE,
    REBASED,
    KEY_DROPPED,
    STARVED,
    OVERRUN,
    NO_BLOCK,
    SOCKET_ERROR
}

package org.voicemail4j.media.rtp;

/** What the media loops count. */
enum Count {
    RECEIVED,
    SENT,
    LOST,
    LATE,
    /** Those of the late ones that had been counted lost. */
    CAME_AFTER_ALL,
    DUPLICATE,
    REORDERED,
    RESTARTED,
    CONCEALED,
    REPORT,
    STRANGER,
    LEARNING,
    MALFORMED,
    NOT_AUTHENTIC,
    REPLAYED,
    UNKNOWN_TYPE,
    REBASED,
    KEY_DROPPED,
    STARVED,
    OVERRUN,
    SLOW_STORE,
    NO_BLOCK,
    EVENT_DROPPED,
    SOCKET_ERROR
}

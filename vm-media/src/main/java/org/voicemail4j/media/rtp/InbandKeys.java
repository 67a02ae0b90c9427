package org.voicemail4j.media.rtp;

/** What is done about keys that come as tones in the sound (DTMF, ITU-T Q.23) instead of as telephone-events. */
public enum InbandKeys {
    /** Tones are sound like any other. */
    IGNORED,
    /** Tones of callers who have not agreed to telephone-events are keys, and silenced in recordings. */
    WITHOUT_TELEPHONE_EVENTS
}

package org.voicemail4j.call;

import org.voicemail4j.media.MediaSession;

/** A call that is heard before it is answered (in SIP a 183 with a session description, RFC 3960). */
public interface EarlyMedia {

    /** The call's sound, the same one after {@link #answer}. */
    MediaSession session();

    /**
     * Answers the call; sound can go both ways when this returns. Does nothing if it was answered before, or if the caller
     * has gone.
     *
     * @throws org.voicemail4j.VoicemailException if it cannot be answered; it is over then
     */
    void answer();
}

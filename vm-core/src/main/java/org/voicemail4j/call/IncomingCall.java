package org.voicemail4j.call;

import org.voicemail4j.media.MediaSession;

/**
 * A call that rings and waits for us: answered by {@link #accept} or refused by {@link #reject}, once, by the thread of
 * the call's flow. Implemented by vm-sip, and by integrators over their own signalling.
 */
public interface IncomingCall {

    /** What the network said of it. */
    CallInfo info();

    /**
     * Answers the call. Returns when sound can go both ways; if the caller has gone meanwhile, a session that says so.
     *
     * @throws IllegalStateException if it was answered or refused before
     * @throws org.voicemail4j.VoicemailException if it cannot be answered; it is over then
     */
    MediaSession accept();

    /** Refuses the call. Does nothing if the caller has gone meanwhile. */
    void reject(CallRefusal refusal);

    /**
     * Ends the call from our side, if it has not ended yet; one that still rings is refused as failed. Does not wait for
     * the other side. May be called by any thread and more than once.
     */
    void hangUp();

    /** What can be done with the call besides talking. */
    default CallControl control() {
        return CallControl.NONE;
    }
}

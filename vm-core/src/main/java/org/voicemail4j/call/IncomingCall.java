package org.voicemail4j.call;

import java.util.Optional;
import org.voicemail4j.media.MediaSession;

/**
 * A call that rings and waits for us: answered by {@link #accept} or refused by {@link #reject}, once, by the thread of
 * the call's flow. Implemented by vm-sip, and by integrators over their own signalling; the contract is published as
 * {@code IncomingCallContract} in vm-testkit.
 */
public interface IncomingCall {

    /** What the network said of it. */
    CallInfo info();

    /**
     * Answers the call. Returns when sound can go both ways; if the caller has gone meanwhile, or {@link #hangUp} was
     * called, a session that says so.
     *
     * @throws IllegalStateException if it was answered, heard early or refused before; {@link #hangUp} is neither
     * @throws org.voicemail4j.VoicemailException if it cannot be answered; it is over then
     */
    MediaSession accept();

    /**
     * Lets the caller hear something before the call is answered, instead of {@link #accept}.
     *
     * @return empty if this line cannot do that; {@link #accept} answers then
     * @throws IllegalStateException if it was answered, heard early or refused before
     */
    default Optional<EarlyMedia> early() {
        return Optional.empty();
    }

    /**
     * Refuses the call. Does nothing if the caller has gone meanwhile, or {@link #hangUp} was called.
     *
     * @throws IllegalStateException if it was answered, heard early or refused before
     */
    void reject(CallRefusal refusal);

    /**
     * Ends the call from our side, if it has not ended yet; one that still rings is refused as failed. Does not wait for
     * the other side. May be called by any thread and more than once.
     */
    void hangUp();

    /** Is told how the conversation ended, before the call is hung up; does nothing unless the host wants to know. */
    default void ended(CallOutcome outcome) {}

    /** What can be done with the call besides talking. */
    default CallControl control() {
        return CallControl.NONE;
    }
}

package org.voicemail4j.sip;

import java.time.Duration;

/** The way to one lamp: a phone's subscription, an address of record, a presence server. */
interface LampLine {

    /** Sends a notice; false if it could not be sent, and nobody will be told of an answer. */
    boolean send(Notice notice, Answered answered);

    /** There is no way any more: refused for good with that status, or without success for as long as we try. */
    void lost(int status);

    /** Whether what changes after a refusal may be told again. */
    default boolean outlivesRefusal() {
        return true;
    }

    /** The least time between two notices. */
    default Duration spacing() {
        return Duration.ZERO;
    }
}

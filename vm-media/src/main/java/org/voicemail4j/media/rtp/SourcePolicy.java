package org.voicemail4j.media.rtp;

/** From where a caller's packets are taken. */
public enum SourcePolicy {
    /** From the address of the session description, or from where they turn out to come in the call's first seconds. */
    LEARN,
    /** From the address of the session description and nowhere else: for trunks without NAT. */
    STRICT
}

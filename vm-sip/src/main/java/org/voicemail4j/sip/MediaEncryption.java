package org.voicemail4j.sip;

/**
 * Whether the sound of calls is encrypted (SRTP with keys in the session description, RFC 3711, RFC 4568). Such keys are
 * readable for everybody who reads the signalling, so that they are worth something only where that is encrypted too.
 */
public enum MediaEncryption {
    /** Never; an offer of RTP/SAVP alone is refused with 488. */
    OFF,
    /**
     * Calls by TLS are encrypted if their peer offers keys or takes ours; on calls by UDP or TCP an offer of RTP/SAVP
     * alone is refused with 488.
     */
    BY_TLS,
    /** Calls by UDP and TCP too, for what that is worth. */
    BY_ANY,
    /** There are no other calls: what does not come by TLS, or brings no keys, is refused with 488. */
    REQUIRED
}

package org.voicemail4j.message;

/** Why a call came to voicemail (RFC 5806 Diversion reasons, RFC 4458 causes, SMDI types). */
public enum RedirectReason {
    /** The called party was on another call: Diversion {@code user-busy}, cause 486, SMDI B. */
    BUSY,
    /** Nobody picked up: Diversion {@code no-answer}, cause 408, SMDI N. */
    NO_ANSWER,
    /** All calls are forwarded: Diversion {@code unconditional}, {@code follow-me}, {@code time-of-day}, cause 302, SMDI A. */
    UNCONDITIONAL,
    /** The phone could not be reached: Diversion {@code unavailable}, {@code out-of-service}, {@code away}, causes 404 and 503. */
    UNREACHABLE,
    /** The called party sent this call on: Diversion {@code deflection}, causes 480 and 487. */
    DEFLECTED,
    /** The called party wants no calls: Diversion {@code do-not-disturb}. */
    DO_NOT_DISTURB,
    /** Forwarded, but nobody said why. */
    UNKNOWN,
    /** Not forwarded: the caller rang voicemail itself. */
    NONE;

    /** Whether the busy greeting suits this reason; otherwise the unavailable one does. */
    public boolean isBusy() {
        return this == BUSY || this == DO_NOT_DISTURB;
    }
}

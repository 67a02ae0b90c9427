package org.voicemail4j.call;

/**
 * Asks somebody outside, such as an SMDI link, who was called and why, before a call is answered. May block for as long
 * as callers may wait for an answer.
 */
@FunctionalInterface
public interface CallInfoResolver {

    /** Asks nobody. */
    CallInfoResolver NONE = info -> info;

    /** What is known of the call after asking; the same description if nobody knew more. */
    CallInfo resolve(CallInfo info);
}

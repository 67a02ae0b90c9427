package org.voicemail4j.service;

import java.time.Duration;

/**
 * Limits of a whole service, beside those of each mailbox's policy.
 *
 * @param maxCalls how many calls may be going on at once, at least 1; more are refused
 * @param retryAfter when a refused call may try again
 * @param lockAfter failed logins after which a mailbox is locked, at least 1
 * @param lockFor how long it stays locked after the last of them; each further failure doubles it, up to 64 times. A
 *     caller who fails that often in several mailboxes is locked out likewise
 */
public record VoicemailConfig(int maxCalls, Duration retryAfter, int lockAfter, Duration lockFor) {

    /** 2,000 calls; a refused one may try again after 5 s; 10 failed logins lock a mailbox for 15 minutes. */
    public static final VoicemailConfig DEFAULT =
            new VoicemailConfig(2_000, Duration.ofSeconds(5), 10, Duration.ofMinutes(15));

    public VoicemailConfig {
        if (maxCalls < 1 || lockAfter < 1) {
            throw new IllegalArgumentException(
                    "maxCalls " + maxCalls + " and lockAfter " + lockAfter + " must be at least 1");
        }
        if (retryAfter.isNegative() || lockFor.isNegative()) {
            throw new IllegalArgumentException(
                    "retryAfter " + retryAfter + " and lockFor " + lockFor + " may not be negative");
        }
    }

    /** The same limits but for the number of calls. */
    public VoicemailConfig withMaxCalls(int maxCalls) {
        return new VoicemailConfig(maxCalls, retryAfter, lockAfter, lockFor);
    }

    /** The same limits but for when a mailbox is locked. */
    public VoicemailConfig withLock(int lockAfter, Duration lockFor) {
        return new VoicemailConfig(maxCalls, retryAfter, lockAfter, lockFor);
    }
}

package org.voicemail4j.sip;

import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.message.RedirectReason;

/**
 * What one source in a request says of how a call came here.
 *
 * @param mailbox user part of whom the caller called; empty if this source does not say
 * @param redirecting who sent the call here last
 * @param reason why
 */
record Retargeting(Optional<String> mailbox, Optional<NameAddr> redirecting, Optional<RedirectReason> reason) {

    static final Retargeting NOTHING = new Retargeting(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whom an entry names; nobody if it was made anonymous on the way (RFC 7044 §10.1.2, RFC 3323 §4.1.1.3). */
    static Optional<String> user(NameAddr entry) {
        return entry.sipUri()
                .filter(uri -> !uri.host().toLowerCase(Locale.ROOT).endsWith(".invalid"))
                .map(SipUri::user)
                .filter(text -> !text.isEmpty() && !text.equalsIgnoreCase("anonymous"));
    }

    /** The reason that a cause of RFC 4458 §2 (or of a Reason header) stands for. */
    static Optional<RedirectReason> ofCause(String cause) {
        return Optional.ofNullable(
                switch (cause.strip()) {
                    case "486", "600" -> RedirectReason.BUSY;
                    case "408" -> RedirectReason.NO_ANSWER;
                    case "302" -> RedirectReason.UNCONDITIONAL;
                    case "404", "503" -> RedirectReason.UNREACHABLE;
                    case "480", "487" -> RedirectReason.DEFLECTED;
                    case "603" -> RedirectReason.DO_NOT_DISTURB;
                    case "" -> null;
                    default -> RedirectReason.UNKNOWN;
                });
    }
}

package org.voicemail4j.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.message.RedirectReason;

/**
 * Diversion headers (RFC 5806): each diversion is put on top, so the last entry is whom the caller called and the first
 * is who sent the call here.
 */
final class Diversion {

    static final String NAME = "Diversion";

    private Diversion() {}

    /** What the entries say, given from the top; the reason is the original called party's, whose greeting will sound. */
    static Retargeting read(List<NameAddr> entries) {
        if (entries.isEmpty()) {
            return Retargeting.NOTHING;
        }
        NameAddr original = entries.get(entries.size() - 1);
        Optional<String> user = Retargeting.user(original);
        return new Retargeting(
                user, Optional.of(entries.get(0)), original.parameter("reason").map(Diversion::reason));
    }

    private static RedirectReason reason(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "user-busy" -> RedirectReason.BUSY;
            case "no-answer" -> RedirectReason.NO_ANSWER;
            case "unconditional", "follow-me", "time-of-day" -> RedirectReason.UNCONDITIONAL;
            case "unavailable", "out-of-service", "away" -> RedirectReason.UNREACHABLE;
            case "deflection", "send_to_vm" -> RedirectReason.DEFLECTED;
            case "do-not-disturb" -> RedirectReason.DO_NOT_DISTURB;
            default -> RedirectReason.UNKNOWN;
        };
    }
}

package org.voicemail4j.mail.smtp;

import java.util.Map;
import java.util.Set;

/**
 * What became of a mail, recipient by recipient.
 *
 * @param accepted the addresses for which somebody has taken the mail over
 * @param later the addresses to which it may go another time, each with the reason
 * @param never the addresses that were refused for good, each with the reason
 * @param tooLarge the addresses that were refused because the mail is longer than is taken for them, each with the reason:
 *     a shorter one may go there
 */
public record MailResult(
        Set<String> accepted, Map<String, String> later, Map<String, String> never, Map<String, String> tooLarge) {

    public MailResult {
        accepted = Set.copyOf(accepted);
        later = Map.copyOf(later);
        never = Map.copyOf(never);
        tooLarge = Map.copyOf(tooLarge);
    }

    /** What became of a mail whose length nobody minded. */
    public MailResult(Set<String> accepted, Map<String, String> later, Map<String, String> never) {
        this(accepted, later, never, Map.of());
    }
}

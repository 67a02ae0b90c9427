package org.voicemail4j.mailbox;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which numbers an owner may call from within the mailbox. Whoever knows a PIN calls at the operator's cost, so that it is
 * none unless a pattern allows it, and what is denied is never called.
 *
 * @param plan the host's name for the numbering plan, such as a context of voicemail.conf; may be empty
 * @param allowed numbers that may be called
 * @param denied numbers that may not, even if they are allowed
 */
public record DialRules(String plan, List<NumberPattern> allowed, List<NumberPattern> denied) {

    /**
     * Services that cost extra wherever they are reached: 900 and 976 numbers of North America, 0900 and 0190 numbers of
     * Europe, with and without the prefixes of the country.
     */
    public static final List<NumberPattern> PREMIUM = Stream.of(
                    "_900XXXXXXX", "_1900XXXXXXX", "_+1900XXXXXXX", "_976XXXX", "_0900X.", "_0190X.")
            .map(NumberPattern::of)
            .toList();

    /** No number at all. */
    public static final DialRules NONE = new DialRules("", List.of(), PREMIUM);

    public DialRules {
        Objects.requireNonNull(plan, "plan");
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }

    /** Whether there is any number that may be called. */
    public boolean areAny() {
        return !allowed.isEmpty();
    }

    /** Whether this number may be called. */
    public boolean allow(String number) {
        return allowed.stream().anyMatch(pattern -> pattern.matches(number))
                && denied.stream().noneMatch(pattern -> pattern.matches(number));
    }
}

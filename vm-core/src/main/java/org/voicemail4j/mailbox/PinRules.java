package org.voicemail4j.mailbox;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Which PINs owners may set.
 *
 * @param shortest fewest digits, 0 to 80 ({@code minpassword})
 * @param refusesTrivial whether one is refused that everybody tries: one digit all along, digits in a row up or down, a
 *     short pattern again and again, the mailbox number, a part of it, or one with a number of 3 digits or more in it ({@code trivialpassword})
 * @param remembered how many former PINs, the present one included, may not come again, 0 to 10 ({@code passwordhistory})
 * @param mustBeOwn whether owners have to set a PIN of their own at the first login ({@code forcepassword})
 * @param lifetime after which owners have to set another one, up to 36,500 days, zero for never; a configured PIN counts as too old ({@code
 *     pinmaxage})
 */
public record PinRules(int shortest, boolean refusesTrivial, int remembered, boolean mustBeOwn, Duration lifetime) {

    private static final int LONGEST_DAYS = 36_500;
    /** A shorter mailbox number is in many a PIN by chance. */
    private static final int SHORTEST_TELLING = 3;

    /** Any PIN, as in Asterisk. */
    public static final PinRules ANY = new PinRules(0, false, 0, false);

    /** Six digits that are not trivial and none of the last five; the first login sets one. */
    public static final PinRules STRICT = new PinRules(6, true, 5, true);

    /** PINs that never become too old. */
    public PinRules(int shortest, boolean refusesTrivial, int remembered, boolean mustBeOwn) {
        this(shortest, refusesTrivial, remembered, mustBeOwn, Duration.ZERO);
    }

    public PinRules {
        if (lifetime.isNegative() || lifetime.compareTo(Duration.ofDays(LONGEST_DAYS)) > 0) {
            throw new IllegalArgumentException("not a lifetime of PINs: " + lifetime);
        }
        if (shortest < 0 || shortest > 80 || remembered < 0 || remembered > 10) {
            throw new IllegalArgumentException(
                    "no rules: at least " + shortest + " digits, " + remembered + " remembered");
        }
    }

    /** Whether PINs become too old at all. */
    public boolean limitsLifetime() {
        return !lifetime.isZero();
    }

    /** The same rules for PINs of that length at least. */
    public PinRules withShortest(int digits) {
        return new PinRules(digits, refusesTrivial, remembered, mustBeOwn, lifetime);
    }

    /** Whether these digits keep the rules, as far as they themselves show. */
    public boolean admit(MailboxId mailbox, String digits) {
        return digits.matches("[0-9]{1,80}")
                && digits.length() >= shortest
                && !(refusesTrivial && isTrivial(mailbox.number(), digits));
    }

    private static boolean isTrivial(String number, String digits) {
        return digits.length() < 3
                || number.contains(digits)
                || (number.length() >= SHORTEST_TELLING && digits.contains(number))
                || goesBySteps(digits, 0)
                || goesBySteps(digits, 1)
                || goesBySteps(digits, 9)
                || digits.matches("(.{1,3})\\1+");
    }

    /** Whether each digit is the one before it and so much more, modulo 10. */
    private static boolean goesBySteps(String digits, int step) {
        return IntStream.range(1, digits.length())
                .allMatch(i -> (digits.charAt(i - 1) - '0' + step) % 10 == digits.charAt(i) - '0');
    }
}

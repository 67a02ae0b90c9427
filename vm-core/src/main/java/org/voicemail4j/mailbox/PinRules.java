package org.voicemail4j.mailbox;

import java.util.stream.IntStream;

/**
 * Which PINs owners may set.
 *
 * @param shortest fewest digits, 0 to 80 ({@code minpassword})
 * @param refusesTrivial whether one is refused that everybody tries: one digit all along, digits in a row up or down, a
 *     short pattern again and again, the mailbox number or a part of it ({@code trivialpassword})
 * @param remembered how many former PINs, the present one included, may not come again, 0 to 10 ({@code passwordhistory})
 * @param mustBeOwn whether owners have to set a PIN of their own at the first login ({@code forcepassword})
 */
public record PinRules(int shortest, boolean refusesTrivial, int remembered, boolean mustBeOwn) {

    /** Any PIN, as in Asterisk. */
    public static final PinRules ANY = new PinRules(0, false, 0, false);

    /** Six digits that are not trivial and none of the last five; the first login sets one. */
    public static final PinRules STRICT = new PinRules(6, true, 5, true);

    public PinRules {
        if (shortest < 0 || shortest > 80 || remembered < 0 || remembered > 10) {
            throw new IllegalArgumentException(
                    "no rules: at least " + shortest + " digits, " + remembered + " remembered");
        }
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
                || digits.contains(number)
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

package org.voicemail4j.smdi.codec;

import java.util.regex.Pattern;

/** What may stand where the link has a station's number: 0 to {@value #LONGEST} digits, {@code *} and {@code #}. */
final class StationNumber {

    /** The standard knows 7 and 10 digits, PBXs send their own numbers; this leaves room for all of them. */
    static final int LONGEST = 24;

    private static final Pattern VALID = Pattern.compile("[0-9*#]{0," + LONGEST + "}");

    private StationNumber() {}

    static String checked(String number, String what) {
        if (!VALID.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    "not a " + what + ": '" + Escaped.text(number) + "'; 0 to " + LONGEST + " of 0-9 * # are");
        }
        return number;
    }

    static boolean isOctet(int octet) {
        return octet >= '0' && octet <= '9' || octet == '*' || octet == '#';
    }
}

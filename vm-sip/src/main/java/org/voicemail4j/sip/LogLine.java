package org.voicemail4j.sip;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cleans what the stack wants logged: its texts carry raw octets of whoever sent them, hundreds of kilobytes at times. */
final class LogLine {

    private static final int LONGEST = 500;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]+");

    /** Proofs by which a password could be guessed, and keys of sound; and all that follows them. */
    private static final Pattern SECRET = Pattern.compile("(?is)(authorization\\s*:|inline:).*");

    private LogLine() {}

    static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return CONTROL.matcher(SECRET.matcher(cut).replaceFirst("$1 (not shown)"))
                .replaceAll(" ");
    }
}

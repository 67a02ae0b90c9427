package org.voicemail4j.smdi.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message apart from left to right. The first thing that is not as it should be is kept as {@link #wrong}, and
 * whatever is taken after it is empty: who takes asks once, at the end.
 */
final class Fields {

    private final byte[] octets;
    private final int end;
    private int at;
    private @Nullable String wrong;

    /** Octets from {@code from} to before {@code end}, of seven bits each. */
    Fields(byte[] octets, int from, int end) {
        this.octets = octets;
        this.at = from;
        this.end = end;
    }

    boolean isAt(String word) {
        if (end - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (upper(octets[at + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    void word(String word) {
        if (wrong == null && isAt(word)) {
            at += word.length();
        } else {
            fail("no '" + word + "'");
        }
    }

    /** A number of just so many digits. */
    int digits(int count, String what) {
        int value = 0;
        for (int i = 0; i < count && wrong == null; i++) {
            if (at < end && octets[at] >= '0' && octets[at] <= '9') {
                value = value * 10 + octets[at++] - '0';
            } else {
                fail(what + " is not " + count + " digits");
            }
        }
        return value;
    }

    char letter(String what) {
        if (wrong == null && at < end && upper(octets[at]) >= 'A' && upper(octets[at]) <= 'Z') {
            return upper(octets[at++]);
        }
        fail(what + " is not a letter");
        return ' ';
    }

    String station(String what) {
        int from = at;
        while (wrong == null && at < end && StationNumber.isOctet(octets[at])) {
            at++;
        }
        if (at - from > StationNumber.LONGEST) {
            fail(what + " has more than " + StationNumber.LONGEST + " digits");
            return "";
        }
        return new String(octets, from, at - from, StandardCharsets.US_ASCII);
    }

    String upperCase(int count) {
        int last = Math.min(end, at + count);
        return new String(octets, at, last - at, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
    }

    void blank(String where) {
        if (wrong != null || at == end || octets[at] != ' ') {
            fail("no blank " + where);
        }
        blanks();
    }

    void blanks() {
        while (wrong == null && at < end && octets[at] == ' ') {
            at++;
        }
    }

    /** The line's end, then nothing but fill. */
    void lineEnd() {
        int from = at;
        while (wrong == null && at < end && (octets[at] == '\r' || octets[at] == '\n')) {
            at++;
        }
        if (at == from) {
            fail("no line end");
        }
        while (wrong == null && at < end) {
            if (octets[at] != SmdiReader.DEL && octets[at] != 0 && octets[at] != '\r' && octets[at] != '\n') {
                fail("something after the line's end");
            } else {
                at++;
            }
        }
    }

    void end() {
        if (at != end) {
            fail("something after the message");
        }
    }

    void fail(String reason) {
        if (wrong == null) {
            wrong = reason;
        }
    }

    @Nullable
    String wrong() {
        return wrong;
    }

    int at() {
        return at;
    }

    private static char upper(byte octet) {
        return (char) (octet >= 'a' && octet <= 'z' ? octet - 'a' + 'A' : octet);
    }
}

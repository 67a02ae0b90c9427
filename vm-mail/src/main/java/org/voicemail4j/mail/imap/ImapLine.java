package org.voicemail4j.mail.imap;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One response of a server (RFC 9051 §7), literals included.
 *
 * @param tag {@code *}, {@code +}, or that of the command it completes
 * @param items what follows: atoms, quoted strings and literals as text with a character per octet, lists in parentheses
 *     as lists, NIL as null
 * @param text the rest of a status response ({@code OK}, {@code NO}, {@code BAD}, {@code BYE}, {@code PREAUTH}) or of a
 *     continuation request; otherwise empty
 */
record ImapLine(String tag, List<@Nullable Object> items, String text) {

    boolean isUntagged() {
        return tag.equals("*");
    }

    /** The word in upper case that says what this is: OK, SEARCH, FETCH, ...; {@code ""} if there is none. */
    String kind() {
        String first = word(0);
        return isNumber(first) ? word(1) : first;
    }

    private String word(int index) {
        return index < items.size() && items.get(index) instanceof String word ? word.toUpperCase(Locale.ROOT) : "";
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The arguments of a response code such as {@code [UIDVALIDITY 17]}; null if the text has no such code. */
    @Nullable
    String code(String name) {
        String wanted = "[" + name;
        if (!text.regionMatches(true, 0, wanted, 0, wanted.length())) {
            return null;
        }
        int end = text.indexOf(']');
        if (end < wanted.length()) {
            return null;
        }
        String arguments = text.substring(wanted.length(), end);
        return arguments.isEmpty() || arguments.startsWith(" ") ? arguments.strip() : null;
    }
}

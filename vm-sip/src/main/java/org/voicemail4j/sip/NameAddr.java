package org.voicemail4j.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One address of a header such as From, Diversion or History-Info (RFC 3261 §20.10): a name, a URI in angle brackets or
 * bare, and the header's parameters.
 *
 * @param name display name, unquoted; empty if there is none
 * @param uri text of the URI
 * @param parameters by lower-case name, unquoted
 */
record NameAddr(String name, String uri, Map<String, String> parameters) {

    private static final int MOST = 50;
    private static final int LONGEST = 8_192;

    NameAddr {
        parameters = Map.copyOf(parameters);
    }

    /** Reads the addresses of one header line, in its order; leaves out what is malformed and whatever follows the 50th. */
    static List<NameAddr> parseList(String text) {
        List<NameAddr> found = new ArrayList<>();
        if (text.length() <= LONGEST) {
            for (String part : split(text, ',')) {
                parse(part).filter(address -> found.size() < MOST).ifPresent(found::add);
            }
        }
        return found;
    }

    static Optional<NameAddr> parse(String text) {
        String part = text.strip();
        int open = indexOutsideQuotes(part, '<');
        if (open < 0) {
            int semicolon = part.indexOf(';');
            String uri = semicolon < 0 ? part : part.substring(0, semicolon);
            return uri.isBlank()
                    ? Optional.empty()
                    : Optional.of(new NameAddr(
                            "", uri.strip(), semicolon < 0 ? Map.of() : parameters(part.substring(semicolon))));
        }
        int close = part.indexOf('>', open);
        return close < 0
                ? Optional.empty()
                : Optional.of(new NameAddr(
                        unquoted(part.substring(0, open)),
                        part.substring(open + 1, close).strip(),
                        parameters(part.substring(close + 1))));
    }

    Optional<SipUri> sipUri() {
        return SipUri.parse(uri);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : split(text, ';')) {
            int equals = part.indexOf('=');
            String name =
                    (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                parameters.putIfAbsent(name, equals < 0 ? "" : unquoted(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        int angles = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '<') {
                angles++;
            } else if (!quoted && c == '>') {
                angles--;
            } else if (!quoted && angles <= 0 && c == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static int indexOutsideQuotes(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        String bare = text.strip();
        if (bare.length() < 2 || !bare.startsWith("\"") || !bare.endsWith("\"")) {
            return bare;
        }
        return bare.substring(1, bare.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}

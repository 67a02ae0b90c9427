package org.voicemail4j.sip;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an Authorization header says (RFC 7616 §3.4), unquoted. Only what can be checked against replay is read: {@code
 * qop=auth} with a count.
 *
 * @param user who claims
 * @param realm for which
 * @param nonce of our challenge
 * @param uri what was asked for, as it was hashed
 * @param algorithm by which
 * @param cnonce of the client
 * @param count how often the client used the nonce, as written: 8 hexadecimal digits
 * @param response the proof, as hexadecimal digits
 */
record DigestResponse(
        String user,
        String realm,
        String nonce,
        String uri,
        DigestAlgorithm algorithm,
        String cnonce,
        String count,
        String response) {

    private static final int LONGEST = 2_048;
    private static final int LONGEST_USER = 128;

    /** Reads a header's value; empty if it is no answer to a challenge of ours. */
    static Optional<DigestResponse> parse(String value) {
        if (value.length() > LONGEST || !value.regionMatches(true, 0, "Digest ", 0, 7)) {
            return Optional.empty();
        }
        Map<String, String> said = parameters(value.substring(7));
        String user = said.getOrDefault("username", "");
        String count = said.getOrDefault("nc", "");
        boolean whole = said.keySet().containsAll(java.util.Set.of("realm", "nonce", "uri", "response", "cnonce"))
                && said.getOrDefault("qop", "").equals("auth")
                && count.matches("[0-9a-fA-F]{8}")
                && !user.isEmpty()
                && user.length() <= LONGEST_USER;
        return DigestAlgorithm.named(said.getOrDefault("algorithm", "MD5"))
                .filter(known -> whole)
                .map(known -> new DigestResponse(
                        user,
                        said.getOrDefault("realm", ""),
                        said.getOrDefault("nonce", ""),
                        said.getOrDefault("uri", ""),
                        known,
                        said.getOrDefault("cnonce", ""),
                        count,
                        said.getOrDefault("response", "")));
    }

    /** Names, in lower case, and values of a list such as {@code a="x, \"y\"", b=z}; the first of a name counts. */
    static Map<String, String> parameters(String list) {
        Map<String, String> found = new HashMap<>();
        int at = 0;
        while (at < list.length()) {
            int equals = list.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = list.substring(at, equals).replace(',', ' ').strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = read(list, equals + 1, value);
            found.putIfAbsent(name, value.toString());
        }
        return found;
    }

    /** Reads a token or a quoted string; returns where it ends. */
    private static int read(String list, int from, StringBuilder value) {
        int at = from;
        while (at < list.length() && list.charAt(at) == ' ') {
            at++;
        }
        if (at >= list.length() || list.charAt(at) != '"') {
            int comma = list.indexOf(',', at);
            int end = comma < 0 ? list.length() : comma;
            value.append(list.substring(Math.min(at, end), end).strip());
            return end + 1;
        }
        at++;
        while (at < list.length() && list.charAt(at) != '"') {
            if (list.charAt(at) == '\\' && at + 1 < list.length()) {
                at++;
            }
            value.append(list.charAt(at++));
        }
        int comma = list.indexOf(',', at);
        return comma < 0 ? list.length() : comma + 1;
    }

    long counted() {
        return Long.parseLong(count, 16);
    }

    /** What the proof has to be for somebody with that hash of user, realm and password. */
    String expected(String a1, String method) {
        return algorithm.of(a1, nonce, count, cnonce, "auth", algorithm.of(method, uri));
    }

    /** Without what proves anything. */
    @Override
    public String toString() {
        return "digest of '" + LogLine.of(user) + "' by " + algorithm;
    }
}

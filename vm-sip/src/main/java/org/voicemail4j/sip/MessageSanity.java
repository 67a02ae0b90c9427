package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Checks of a message's octets that the stack's parser leaves out: it takes a second From, a NUL in a header, a message
 * without an end of its headers, and any SIP version.
 */
final class MessageSanity {

    private static final int MOST_HEADERS = 100;
    private static final int MOST_VIAS = 50;
    private static final Set<String> ONCE = Set.of("from", "to", "call-id", "cseq", "content-length", "max-forwards");

    private MessageSanity() {}

    /**
     * Why a message is to be refused.
     *
     * @param status of the answer
     * @param reason for the answer, in our words alone
     * @param kind as it is counted
     */
    record Fault(int status, String reason, Rejection kind) {}

    /** What is wrong with a message; a message that is empty or only keeps a connection alive has no fault. */
    static Optional<Fault> check(byte[] message) {
        int start = 0;
        while (start < message.length && (message[start] == '\r' || message[start] == '\n')) {
            start++;
        }
        int end = endOfHeaders(message, start);
        if (start == message.length) {
            return Optional.empty();
        }
        if (end < 0) {
            return fault("Headers Without End", Rejection.ENDLESS_HEADERS);
        }
        for (int i = start; i < end; i++) {
            if (isForbidden(message[i])) {
                return fault("Control Character", Rejection.CONTROL_CHARACTER);
            }
        }
        return check(new String(message, start, end - start, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r"));
    }

    private static Optional<Fault> check(String[] lines) {
        if (!lines[0].startsWith("SIP/2.0 ") && !lines[0].stripTrailing().endsWith(" SIP/2.0")) {
            return Optional.of(new Fault(505, "Version Not Supported", Rejection.WRONG_VERSION));
        }
        if (!lines[0].startsWith("SIP/2.0 ") && !isRequestLine(lines[0])) {
            return fault("Request Line", Rejection.REQUEST_LINE);
        }
        Set<String> seen = new HashSet<>();
        int headers = 0;
        int vias = 0;
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].startsWith(" ") || lines[i].startsWith("\t")) {
                continue;
            }
            String name = name(lines[i]);
            headers++;
            if (name.equals("via")) {
                vias += 1 + (int) lines[i].chars().filter(c -> c == ',').count();
            }
            if (ONCE.contains(name) && !seen.add(name)) {
                return fault("Header More Than Once", Rejection.HEADER_TWICE);
            }
        }
        return headers > MOST_HEADERS || vias > MOST_VIAS
                ? fault("Too Many Headers", Rejection.TOO_MANY_HEADERS)
                : Optional.empty();
    }

    /** Three parts with one space between them, and nothing else (RFC 3261 §25.1). */
    private static boolean isRequestLine(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        return first > 0 && second > first + 1 && line.indexOf(' ', second + 1) < 0 && line.indexOf('\t') < 0;
    }

    private static Optional<Fault> fault(String reason, Rejection kind) {
        return Optional.of(new Fault(400, reason, kind));
    }

    /** Lower-case name, compact forms spelt out (RFC 3261 §7.3.3). */
    private static String name(String line) {
        int colon = line.indexOf(':');
        String name = (colon < 0 ? line : line.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "f" -> "from";
            case "t" -> "to";
            case "i" -> "call-id";
            case "v" -> "via";
            case "l" -> "content-length";
            default -> name;
        };
    }

    private static boolean isForbidden(byte octet) {
        return (octet >= 0 && octet < ' ' && octet != '\t' && octet != '\r' && octet != '\n') || octet == 0x7f;
    }

    private static int endOfHeaders(byte[] message, int start) {
        boolean lineEmpty = true;
        for (int i = start; i < message.length; i++) {
            if (message[i] == '\n') {
                if (lineEmpty) {
                    return i;
                }
                lineEmpty = true;
            } else if (message[i] != '\r') {
                lineEmpty = false;
            }
        }
        return -1;
    }
}

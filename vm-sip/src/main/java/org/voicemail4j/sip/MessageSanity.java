package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Checks of a message's octets that the stack's parser leaves out: it takes a second From, a NUL in a header, a message
 * without an end of its headers, and any SIP version.
 */
final class MessageSanity {

    private static final int MOST_HEADERS = 100;
    private static final int MOST_VIAS = 50;
    /** Those that may stand once, and Via. */
    private static final List<String> NAMES =
            List.of("via", "from", "to", "call-id", "cseq", "content-length", "max-forwards");

    private static final List<String> COMPACT = List.of("v", "f", "t", "i", "cseq", "l", "max-forwards");
    private static final int VIA = 0;

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
        int firstEnd = endOfLine(message, start, end);
        Optional<Fault> first = firstLine(new String(message, start, firstEnd - start, StandardCharsets.ISO_8859_1));
        return first.isPresent() ? first : headers(message, firstEnd, end);
    }

    private static Optional<Fault> firstLine(String line) {
        if (line.startsWith("SIP/2.0 ")) {
            return Optional.empty();
        }
        if (!line.stripTrailing().endsWith(" SIP/2.0")) {
            return Optional.of(new Fault(505, "Version Not Supported", Rejection.WRONG_VERSION));
        }
        return isRequestLine(line) ? Optional.empty() : fault("Request Line", Rejection.REQUEST_LINE);
    }

    /** Makes no text of the lines: every message comes through here, and none is kept. */
    private static Optional<Fault> headers(byte[] message, int from, int end) {
        int seen = 0;
        int headers = 0;
        int vias = 0;
        int lineEnd;
        for (int line = from; line < end; line = lineEnd + 1) {
            lineEnd = endOfLine(message, line, end);
            if (lineEnd == line || message[line] == ' ' || message[line] == '\t') {
                continue;
            }
            headers++;
            int name = name(message, line, lineEnd);
            if (name == VIA) {
                vias += 1 + commas(message, line, lineEnd);
            } else if (name >= 0) {
                if ((seen & 1 << name) != 0) {
                    return fault("Header More Than Once", Rejection.HEADER_TWICE);
                }
                seen |= 1 << name;
            }
        }
        return headers > MOST_HEADERS || vias > MOST_VIAS
                ? fault("Too Many Headers", Rejection.TOO_MANY_HEADERS)
                : Optional.empty();
    }

    private static int endOfLine(byte[] message, int from, int end) {
        int at = from;
        while (at < end && message[at] != '\r' && message[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int commas(byte[] message, int from, int end) {
        int commas = 0;
        for (int i = from; i < end; i++) {
            commas += message[i] == ',' ? 1 : 0;
        }
        return commas;
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

    /** The place in {@link #NAMES} of a line's name, in any case, long or compact (RFC 3261 §7.3.3); negative for others. */
    private static int name(byte[] message, int from, int lineEnd) {
        int colon = from;
        while (colon < lineEnd && message[colon] != ':') {
            colon++;
        }
        int end = colon;
        while (end > from && (message[end - 1] == ' ' || message[end - 1] == '\t')) {
            end--;
        }
        for (int i = 0; i < NAMES.size(); i++) {
            if (isName(NAMES.get(i), message, from, end) || isName(COMPACT.get(i), message, from, end)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isName(String name, byte[] message, int from, int end) {
        if (name.length() != end - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            int octet = message[from + i];
            if ((octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet) != name.charAt(i)) {
                return false;
            }
        }
        return true;
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

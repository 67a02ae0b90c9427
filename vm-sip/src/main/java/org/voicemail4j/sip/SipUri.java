package org.voicemail4j.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * A sip:, sips: or tel: URI, as far as voicemail looks at one (RFC 3261 §19.1, RFC 3966, RFC 4458): who, where, and its
 * parameters. Texts are decoded from %HH.
 *
 * @param scheme {@code sip}, {@code sips} or {@code tel}
 * @param user the user or number, without parameters of its own and, of tel:, without visual separators; may be empty
 * @param host host without brackets; empty for tel:
 * @param port 0 if none is said
 * @param parameters by lower-case name
 * @param headers by lower-case name: what follows {@code ?}
 */
record SipUri(
        String scheme,
        String user,
        String host,
        int port,
        Map<String, String> parameters,
        Map<String, String> headers) {

    private static final int LONGEST = 2_048;

    SipUri {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    /** Reads a URI; empty if it is of another scheme or malformed. */
    static Optional<SipUri> parse(String text) {
        String uri = text.strip();
        int colon = uri.indexOf(':');
        if (colon < 1 || uri.length() > LONGEST) {
            return Optional.empty();
        }
        String rest = uri.substring(colon + 1);
        return switch (uri.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "sip" -> sip("sip", rest);
            case "sips" -> sip("sips", rest);
            case "tel" -> tel(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<SipUri> sip(String scheme, String text) {
        int question = text.indexOf('?', Math.max(0, text.indexOf('@')));
        String beforeHeaders = question < 0 ? text : text.substring(0, question);
        Map<String, String> headers =
                question < 0 ? Map.of() : pairs(text.substring(question + 1), "&", (first, more) -> first + ',' + more);
        int at = beforeHeaders.indexOf('@');
        String user = at < 0 ? "" : beforeHeaders.substring(0, at);
        String hostAndMore = beforeHeaders.substring(at + 1);
        int semicolon = hostAndMore.indexOf(';');
        String hostAndPort = semicolon < 0 ? hostAndMore : hostAndMore.substring(0, semicolon);
        Map<String, String> parameters =
                semicolon < 0 ? Map.of() : pairs(hostAndMore.substring(semicolon + 1), ";", (first, more) -> first);
        int port = port(hostAndPort);
        String host = host(hostAndPort);
        return port < 0 || host.isEmpty()
                ? Optional.empty()
                : Optional.of(new SipUri(scheme, decoded(bareUser(user)), host, port, parameters, headers));
    }

    private static Optional<SipUri> tel(String text) {
        int semicolon = text.indexOf(';');
        String number = (semicolon < 0 ? text : text.substring(0, semicolon)).replaceAll("[-.() ]", "");
        Map<String, String> parameters =
                semicolon < 0 ? Map.of() : pairs(text.substring(semicolon + 1), ";", (first, more) -> first);
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(new SipUri("tel", decoded(number), "", 0, parameters, Map.of()));
    }

    /** Without a password and without parameters such as {@code ;phone-context=}. */
    private static String bareUser(String user) {
        int end = user.length();
        for (char stop : new char[] {':', ';'}) {
            int found = user.indexOf(stop);
            end = found >= 0 ? Math.min(end, found) : end;
        }
        return user.substring(0, end);
    }

    private static String host(String hostAndPort) {
        if (hostAndPort.startsWith("[")) {
            int end = hostAndPort.indexOf(']');
            return end < 0 ? "" : hostAndPort.substring(1, end);
        }
        int colon = hostAndPort.indexOf(':');
        return (colon < 0 ? hostAndPort : hostAndPort.substring(0, colon)).strip();
    }

    private static int port(String hostAndPort) {
        int colon = hostAndPort.indexOf(':', Math.max(0, hostAndPort.indexOf(']')));
        if (colon < 0) {
            return 0;
        }
        try {
            int port = Integer.parseInt(hostAndPort.substring(colon + 1).strip());
            return port < 0 || port > 65535 ? -1 : port;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * @param again what two of one name make: a parameter is the first one, a header all of them
     */
    private static Map<String, String> pairs(String text, String separator, BinaryOperator<String> again) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(separator)) {
            int equals = pair.indexOf('=');
            String name =
                    (equals < 0 ? pair : pair.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                pairs.merge(
                        name,
                        equals < 0 ? "" : decoded(pair.substring(equals + 1).strip()),
                        again);
            }
        }
        return pairs;
    }

    /** Decodes %HH as UTF-8; what is no such triple stays, and so does a plus sign. */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            int high = octets[i] == '%' && i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(octets[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(octets[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Where it is to be sent: {@code maddr}, if it has that, instead of its host (RFC 3261 §19.1.1, RFC 3263 §4). */
    String target() {
        return parameter("maddr")
                .map(Hosts::withoutBrackets)
                .filter(Hosts::isHost)
                .orElse(host);
    }

    /** Another user at the same place: host, port and transport stay. */
    String of(String other) {
        String transport = parameter("transport")
                .filter(name -> name.matches("[A-Za-z]{2,8}"))
                .map(name -> ";transport=" + name)
                .orElse("");
        return scheme + ':' + other + '@' + Hosts.inUri(host) + (port > 0 ? ":" + port : "") + transport;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}

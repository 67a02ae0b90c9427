package org.voicemail4j.sip;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an INVITE says at which line of a gateway the call arrived: what a message desk calls a terminal.
 *
 * @param place which part of the request
 * @param name of the header or of the Request-URI's parameter; empty for the user
 */
public record LineSource(Place place, String name) {

    /** A part of a request. */
    public enum Place {
        /** The user of the Request-URI. */
        USER,
        /** A header. */
        HEADER,
        /** A parameter of the Request-URI, such as a trunk's. */
        PARAMETER
    }

    public LineSource {
        Objects.requireNonNull(place, "place");
        if ((place == Place.USER) != name.isEmpty() || !name.matches("[A-Za-z0-9-]{0,64}")) {
            throw new IllegalArgumentException("not a name of a " + place + ": '" + LogLine.of(name) + "'");
        }
    }

    /**
     * Reads {@code user}, {@code header:X-Port} or {@code parameter:trunk}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static LineSource parse(String text) {
        String[] parts = text.strip().split(":", 2);
        try {
            return new LineSource(Place.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts.length == 1 ? "" : parts[1]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not a place for a line: '" + LogLine.of(text)
                            + "'; user, header:NAME or parameter:NAME is expected",
                    e);
        }
    }

    /** The line that a request names; empty if it names none. */
    Optional<String> read(CallHeaders headers) {
        Optional<String> line = switch (place) {
            case USER -> headers.requestUri().map(SipUri::user);
            case HEADER -> headers.header(name);
            case PARAMETER -> headers.requestUri().flatMap(uri -> uri.parameter(name.toLowerCase(Locale.ROOT)));
        };
        return line.map(String::strip).filter(named -> !named.isEmpty());
    }
}

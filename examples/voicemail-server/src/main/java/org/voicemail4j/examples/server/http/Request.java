package org.voicemail4j.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What somebody asks for. Used by one thread. */
public final class Request {

    private final String method;
    private final Map<String, String> places;
    private final Map<String, String> query;
    private final Function<String, Optional<String>> headers;
    private final InputStream body;

    Request(
            String method,
            Map<String, String> places,
            Map<String, String> query,
            Function<String, Optional<String>> headers,
            InputStream body) {
        this.method = method;
        this.places = Map.copyOf(places);
        this.query = Map.copyOf(query);
        this.headers = headers;
        this.body = body;
    }

    /** Such as {@code GET}. */
    public String method() {
        return method;
    }

    /** What stands in the path in place of those braces. */
    public String place(String name) {
        return Optional.ofNullable(places.get(name)).orElseThrow();
    }

    /** A parameter of the query. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A header. */
    public Optional<String> header(String name) {
        return headers.apply(name);
    }

    /** The body, read as it comes, with an end beyond which nobody reads. */
    public InputStream body() {
        return body;
    }

    /**
     * The whole body.
     *
     * @param most octets
     * @throws Problem 413 if it is longer
     */
    public byte[] octets(int most) throws IOException {
        byte[] octets = body.readNBytes(most + 1);
        if (octets.length > most) {
            throw new Problem(413, "a body of at most " + most + " octets is taken here");
        }
        return octets;
    }

    /**
     * The segments of a path as it was sent.
     *
     * @throws Problem 400 if an escape is none
     */
    static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.replaceFirst("^/", "").split("/", -1)) {
            segments.add(decoded(segment.replace("+", "%2B")));
        }
        return segments;
    }

    /** The parameters of a query as it was sent; of two of a name the first. */
    static Map<String, String> parameters(Optional<String> rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                parameters.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "the address has an escape that is none");
        }
    }
}

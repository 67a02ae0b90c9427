package org.voicemail4j.examples.server.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests a handler gets.
 *
 * @param method such as {@code GET}, which answers HEAD too
 * @param path such as {@code /v1/mailboxes/{mailbox}}: what stands in braces is any one segment
 * @param access who may ask
 * @param handler who answers
 */
public record Route(String method, String path, Access access, Handler handler) {

    /** Who may ask. */
    public enum Access {
        /** Everybody who reaches the listener. */
        OPEN,
        /** Whoever has a token. */
        READ,
        /** Whoever has a token that is not for reading alone. */
        WRITE
    }

    /** A route for everybody. */
    public static Route open(String path, Handler handler) {
        return new Route("GET", path, Access.OPEN, handler);
    }

    /** A route that only looks. */
    public static Route get(String path, Handler handler) {
        return new Route("GET", path, Access.READ, handler);
    }

    /** A route that changes something. */
    public static Route change(String method, String path, Handler handler) {
        return new Route(method, path, Access.WRITE, handler);
    }

    boolean takes(String asked) {
        return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }

    /** What stands in the places of the braces; empty if that is not a path of this route. */
    Optional<Map<String, String>> match(List<String> segments) {
        String[] own = path.substring(1).split("/", -1);
        if (own.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> places = new HashMap<>();
        for (int i = 0; i < own.length; i++) {
            if (own[i].startsWith("{")) {
                places.put(own[i].substring(1, own[i].length() - 1), segments.get(i));
            } else if (!own[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(places);
    }
}

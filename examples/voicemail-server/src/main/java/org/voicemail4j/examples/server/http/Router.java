package org.voicemail4j.examples.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds who answers a request. Immutable. */
public final class Router {

    private final List<Route> routes;

    /** These routes, the first that matches before the others. */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A route that was found, and what stands in the places of its path. */
    record Found(Route route, Map<String, String> places) {}

    /** All of them. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * The route of a request.
     *
     * @throws Problem 404 if nobody answers that path
     * @throws NotAllowed if nobody answers that method of it
     */
    Found find(String method, List<String> segments) {
        TreeSet<String> others = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> places = route.match(segments);
            if (places.isPresent() && route.takes(method)) {
                return new Found(route, places.get());
            }
            places.ifPresent(matched -> others.add(route.method()));
        }
        if (others.isEmpty()) {
            throw new Problem(404, "there is nothing of that name here");
        }
        throw new NotAllowed(new ArrayList<>(others));
    }

    /** A path is there, but not for that method. */
    static final class NotAllowed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> allowed;

        NotAllowed(List<String> allowed) {
            super("allowed: " + allowed);
            this.allowed = List.copyOf(allowed);
        }

        String allowed() {
            return String.join(", ", allowed);
        }
    }
}

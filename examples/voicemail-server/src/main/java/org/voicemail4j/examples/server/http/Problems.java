package org.voicemail4j.examples.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Says what is wrong, in the form of RFC 9457. */
final class Problems {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(503, "Service Unavailable"));

    private Problems() {}

    static Answer answer(int status, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", TITLES.getOrDefault(status, "Error"));
        members.put("status", status);
        members.put("detail", detail);
        return Answer.octets(status, MEDIA_TYPE, Json.octets(members));
    }
}

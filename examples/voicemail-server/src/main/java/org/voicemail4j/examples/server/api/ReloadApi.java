package org.voicemail4j.examples.server.api;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Json;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.examples.server.http.Route;

/** Lets the server read voicemail.conf again. */
public final class ReloadApi {

    private final Supplier<Map<String, Object>> reload;

    /**
     * @param reload reads it and says what came of it; throws {@link ConfException} if it cannot be used
     */
    public ReloadApi(Supplier<Map<String, Object>> reload) {
        this.reload = reload;
    }

    /** What it answers. */
    public List<Route> routes() {
        return List.of(Route.change("POST", "/v1/reload", this::reload));
    }

    private Answer reload(Request request) {
        try {
            return Json.answer(200, reload.get());
        } catch (ConfException e) {
            throw new Problem(409, "what was read before holds: " + e.getMessage());
        }
    }
}

package org.voicemail4j.examples.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Json;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.examples.server.http.Route;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.fs.JournalStatus;
import org.voicemail4j.store.fs.JournaledMessageStore;

/** What waits in the journal, and another try for what was set aside there. */
public final class JournalApi {

    private final Optional<JournaledMessageStore> journal;

    /** @param store the server's, behind a journal or not */
    public JournalApi(MessageStore store) {
        this.journal = store instanceof JournaledMessageStore journaled ? Optional.of(journaled) : Optional.empty();
    }

    /** What it answers. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/journal", this::status), Route.change("POST", "/v1/journal/retry", this::retryParked));
    }

    private Answer status(Request request) {
        JournalStatus status = journal().pending();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("messages", status.messages());
        told.put("greetings", status.greetings());
        told.put("octets", status.octets());
        told.put("parked", status.parked());
        status.oldest().ifPresent(oldest -> told.put("oldest", oldest.toString()));
        status.trouble().ifPresent(trouble -> told.put("trouble", trouble));
        return Json.answer(200, told);
    }

    private Answer retryParked(Request request) {
        return Json.answer(200, Map.of("retried", journal().retryParked()));
    }

    private JournaledMessageStore journal() {
        return journal.orElseThrow(() -> new Problem(404, "messages are kept without a journal here"));
    }
}

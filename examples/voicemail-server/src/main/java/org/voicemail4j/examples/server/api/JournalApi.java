package org.voicemail4j.examples.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import org.voicemail4j.store.fs.ParkedRecording;

/** What waits in the journal, and another try for what was set aside there. */
public final class JournalApi {

    private static final int MOST_TOLD = 1_000;

    private final Optional<JournaledMessageStore> journal;

    /** @param store the server's, behind a journal or not */
    public JournalApi(MessageStore store) {
        this.journal = store instanceof JournaledMessageStore journaled ? Optional.of(journaled) : Optional.empty();
    }

    /** What it answers. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/journal", this::status),
                Route.get("/v1/journal/parked", this::parked),
                Route.change("POST", "/v1/journal/retry", this::retryParked));
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

    private Answer parked(Request request) {
        List<ParkedRecording> parked = journal().parked();
        return Json.answer(
                200,
                Map.of(
                        "parked",
                        parked.size(),
                        "recordings",
                        parked.stream().limit(MOST_TOLD).map(JournalApi::told).toList()));
    }

    private static Map<String, Object> told(ParkedRecording parked) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("mailbox", parked.mailbox().toString());
        told.put("id", parked.message().id().value());
        parked.greeting().ifPresent(kind -> told.put("greeting", kind.name().toLowerCase(Locale.ROOT)));
        told.put("received", parked.message().envelope().received().toString());
        parked.message().envelope().caller().number().ifPresent(number -> told.put("caller", number));
        told.put("milliseconds", parked.message().length().toMillis());
        told.put("octets", parked.octets());
        told.put("file", parked.journal().toString());
        return told;
    }

    private Answer retryParked(Request request) {
        return Json.answer(200, Map.of("retried", journal().retryParked()));
    }

    private JournaledMessageStore journal() {
        return journal.orElseThrow(() -> new Problem(404, "messages are kept without a journal here"));
    }
}

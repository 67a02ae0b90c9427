package org.voicemail4j.examples.server;

import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Cached;
import org.voicemail4j.service.VoicemailService;

/**
 * Whether calls should come here. They should while the store is away if a journal takes messages meanwhile: of several
 * servers on one database none would be ready, and callers would be refused who can be served.
 */
final class Readiness {

    private static final String PLAIN = "text/plain; charset=utf-8";

    private final VoicemailService service;
    private final Cached<Boolean> store;
    private final boolean hasJournal;

    Readiness(VoicemailService service, Cached<Boolean> store, boolean hasJournal) {
        this.service = service;
        this.store = store;
        this.hasJournal = hasJournal;
    }

    /** 200 if they should, 503 if not; in both cases with a line for each part. */
    Answer answer() {
        boolean isDraining = service.callCounts().isDraining();
        boolean isStoreUp = store.value().orElse(false);
        boolean isReady = !isDraining && (isStoreUp || hasJournal);
        String body = (isReady ? "ready\n" : "not ready\n")
                + "calls: " + (isDraining ? "refused, the server stops" : "taken") + "\n"
                + "store: " + (isStoreUp ? "answers" : hasJournal ? "away, messages wait in the journal" : "away")
                + "\n";
        return Answer.text(isReady ? 200 : 503, PLAIN, body);
    }
}

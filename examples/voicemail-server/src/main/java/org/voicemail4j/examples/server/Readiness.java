package org.voicemail4j.examples.server;

import java.util.function.BooleanSupplier;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Cached;

/**
 * Whether calls should come here. They should while the store is away if a journal takes messages meanwhile: of several
 * servers on one database none would be ready, and callers would be refused who can be served. They should not while nobody
 * can say who has a mailbox.
 */
final class Readiness {

    private static final String PLAIN = "text/plain; charset=utf-8";

    private final BooleanSupplier draining;
    private final Cached<Boolean> directory;
    private final Cached<Boolean> store;
    private final boolean hasJournal;

    Readiness(BooleanSupplier draining, Cached<Boolean> directory, Cached<Boolean> store, boolean hasJournal) {
        this.draining = draining;
        this.directory = directory;
        this.store = store;
        this.hasJournal = hasJournal;
    }

    /** 200 if they should, 503 if not; in both cases with a line for each part. */
    Answer answer() {
        boolean isDraining = draining.getAsBoolean();
        boolean isDirectoryUp = directory.value().orElse(false);
        boolean isStoreUp = store.value().orElse(false);
        boolean isReady = !isDraining && isDirectoryUp && (isStoreUp || hasJournal);
        String body = (isReady ? "ready\n" : "not ready\n")
                + "calls: " + (isDraining ? "refused, the server stops" : "taken") + "\n"
                + "mailboxes: " + (isDirectoryUp ? "answer" : "away") + "\n"
                + "store: " + (isStoreUp ? "answers" : hasJournal ? "away, messages wait in the journal" : "away")
                + "\n";
        return Answer.text(isReady ? 200 : 503, PLAIN, body);
    }
}

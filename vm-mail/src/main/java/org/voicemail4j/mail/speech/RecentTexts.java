package org.voicemail4j.mail.speech;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.audio.Transcription;

/**
 * The latest results, for stores that keep no text, for messages without words and for those that could not be written down;
 * and whether it goes at all. For many threads.
 */
final class RecentTexts {

    private static final int REMEMBERED = 200;
    private static final int MANY = 3;

    private final Map<Transcripts.Key, Transcription> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Transcripts.Key, Transcription> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Set<Transcripts.Key> failing = new HashSet<>();

    synchronized Optional<Transcription> find(Transcripts.Key key) {
        return Optional.ofNullable(latest.get(key));
    }

    synchronized void add(Transcripts.Key key, Transcription result) {
        latest.put(key, result);
        if (!(result instanceof Transcription.Failed failed)) {
            failing.clear();
        } else if (failed.isPassing() && failing.size() < MANY) {
            failing.add(key);
        }
    }

    /** Whether several messages failed, one after the other and none went: it is not the messages. */
    synchronized boolean isFailing() {
        return failing.size() == MANY;
    }
}

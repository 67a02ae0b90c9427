package org.voicemail4j.mail.speech;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.Transcription;

/** The latest results, for stores that keep none and for messages without words. For many threads. */
final class RecentTexts {

    private static final int REMEMBERED = 200;

    private final Map<Transcripts.Key, Transcription> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Transcripts.Key, Transcription> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized Optional<Transcription> find(Transcripts.Key key) {
        return Optional.ofNullable(latest.get(key));
    }

    synchronized void add(Transcripts.Key key, Transcription result) {
        latest.put(key, result);
    }
}

package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sounds that were fetched last, as files of so many octets together. For many threads. */
final class SoundCache {

    private static final Logger LOG = LoggerFactory.getLogger(SoundCache.class);

    private final long most;
    private final Map<String, FetchedSound> sounds = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;

    SoundCache(long most) {
        this.most = most;
    }

    synchronized Optional<FetchedSound> find(String key) {
        FetchedSound sound = sounds.get(key);
        if (sound != null && !Files.exists(sound.file())) {
            forget(key); // somebody has tidied up
            return Optional.empty();
        }
        return Optional.ofNullable(sound);
    }

    /**
     * Keeps a sound, for which older ones may have to go; the newest one stays, however long it is. Of two that were fetched
     * at once the first one stays, which may be in use.
     *
     * @return what is kept
     */
    synchronized FetchedSound keep(String key, FetchedSound sound) {
        Optional<FetchedSound> before = find(key);
        if (before.isPresent()) {
            delete(sound);
            return before.get();
        }
        sounds.put(key, sound);
        octets += sound.payloadBytes();
        while (octets > most && sounds.size() > 1) {
            forget(sounds.keySet().iterator().next());
        }
        return sound;
    }

    private void forget(String key) {
        FetchedSound sound = sounds.remove(key);
        if (sound != null) {
            octets -= sound.payloadBytes();
            delete(sound);
        }
    }

    static void delete(FetchedSound sound) {
        try {
            Files.deleteIfExists(sound.file());
        } catch (IOException e) {
            LOG.warn("the temporary file {} stays behind", sound.file(), e);
        }
    }

    synchronized void clear() {
        sounds.values().forEach(SoundCache::delete);
        sounds.clear();
        octets = 0;
    }
}

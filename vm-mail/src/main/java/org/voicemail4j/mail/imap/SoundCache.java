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
        return Optional.ofNullable(sounds.get(key));
    }

    /** Keeps a sound, for which older ones may have to go; the newest one stays, however long it is. */
    synchronized void keep(String key, FetchedSound sound) {
        forget(key);
        sounds.put(key, sound);
        octets += sound.payloadBytes();
        while (octets > most && sounds.size() > 1) {
            forget(sounds.keySet().iterator().next());
        }
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

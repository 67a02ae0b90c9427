package org.voicemail4j.media.rtp;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.prompt.PromptLibrary;

/** Prompts ready for the wire, kept in memory from their first use on, up to a bound. For many threads. */
final class PromptSounds {

    private static final Logger LOG = LoggerFactory.getLogger(PromptSounds.class);
    private static final long MOST_BYTES = 64L << 20;
    /** Names may come from messages (their category), so there can be any number of them. */
    private static final int MOST_WARNINGS = 10_000;

    private record Key(String name, Locale language, String wire) {}

    private final Map<Key, byte[]> ready = new ConcurrentHashMap<>();
    private final Set<Key> warned = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private final PromptLibrary library;
    private final AudioCodecs codecs;

    PromptSounds(PromptLibrary library, AudioCodecs codecs) {
        this.library = library;
        this.codecs = codecs;
    }

    AudioCodecs codecs() {
        return codecs;
    }

    /** A prompt's octets for the wire; empty if the library lacks it or it cannot be read. */
    Optional<byte[]> find(String name, Locale language, WireCodec wire) {
        Key key = new Key(name, language, wire.name());
        byte[] known = ready.get(key);
        return known != null ? Optional.of(known) : load(key, wire);
    }

    private Optional<byte[]> load(Key key, WireCodec wire) {
        try {
            Optional<AudioContent> audio = library.find(key.name(), key.language());
            if (audio.isEmpty()) {
                warnOnce(key, "there is none");
                return Optional.empty();
            }
            return Optional.of(keep(key, read(audio.get(), wire)));
        } catch (VoicemailException | IllegalArgumentException e) {
            warnOnce(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void warnOnce(Key key, String why) {
        if (warned.size() < MOST_WARNINGS && warned.add(key)) {
            LOG.warn("prompt '{}' for {} left out: {}", key.name(), key.language(), why);
        }
    }

    private byte[] keep(Key key, byte[] octets) {
        if (bytes.addAndGet(octets.length) > MOST_BYTES) {
            bytes.addAndGet(-octets.length);
            return octets;
        }
        byte[] sooner = ready.putIfAbsent(key, octets);
        if (sooner == null) {
            return octets;
        }
        bytes.addAndGet(-octets.length); // another call read it at the same time
        return sooner;
    }

    private byte[] read(AudioContent audio, WireCodec wire) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (WireReader reader = new WireReader(audio, codecs, wire)) {
            byte @Nullable [] piece;
            while ((piece = reader.read()) != null) {
                whole.writeBytes(piece);
            }
        }
        return whole.toByteArray();
    }
}

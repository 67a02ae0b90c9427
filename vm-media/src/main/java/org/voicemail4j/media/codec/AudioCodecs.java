package org.voicemail4j.media.codec;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioTranscoder;

/** Which codecs there are, one for each encoding. Unchangeable; for many threads. */
public final class AudioCodecs {

    private static final AudioCodecs STANDARD = new AudioCodecs(Map.of())
            .with(G711.ULAW)
            .with(G711.ALAW)
            .with(new LinearPcm(AudioEncoding.LINEAR_8K))
            .with(new LinearPcm(AudioEncoding.LINEAR_16K))
            .with(GsmFullRate.plain())
            .with(GsmFullRate.microsoft());

    private final Map<AudioEncoding, AudioCodec> codecs;

    private AudioCodecs(Map<AudioEncoding, AudioCodec> codecs) {
        this.codecs = codecs;
    }

    /** G.711 µ-law and A-law, linear samples at 8 and 16 kHz, and GSM full rate in both framings. */
    public static AudioCodecs standard() {
        return STANDARD;
    }

    /** These codecs and one more, or in place of the one for the same encoding. */
    public AudioCodecs with(AudioCodec codec) {
        Map<AudioEncoding, AudioCodec> more = new EnumMap<>(AudioEncoding.class);
        more.putAll(codecs);
        more.put(codec.encoding(), codec);
        return new AudioCodecs(more);
    }

    /** The codec for that encoding, if there is one. */
    public Optional<AudioCodec> find(AudioEncoding encoding) {
        return Optional.ofNullable(codecs.get(encoding));
    }

    /**
     * The codec for that encoding.
     *
     * @throws IllegalArgumentException if there is none
     */
    public AudioCodec require(AudioEncoding encoding) {
        return find(encoding).orElseThrow(() -> new IllegalArgumentException("no codec for " + encoding));
    }

    /** Turns recordings of any of these encodings into any other of them. */
    public AudioTranscoder transcoder() {
        return new CodecTranscoder(this);
    }
}

package org.voicemail4j.media.codec;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioTranscoder;

/** Which codecs there are, one for each encoding. Unchangeable; for many threads. */
public final class AudioCodecs {

    private static final AudioCodecs STANDARD = of(
            G711.ULAW,
            G711.ALAW,
            new LinearPcm(AudioEncoding.LINEAR_8K),
            new LinearPcm(AudioEncoding.LINEAR_16K),
            GsmFullRate.plain(),
            GsmFullRate.microsoft(),
            G722.MODE_1);

    private final Map<AudioEncoding, AudioCodec> codecs;

    private AudioCodecs(Map<AudioEncoding, AudioCodec> codecs) {
        this.codecs = codecs;
    }

    /** G.711 µ-law and A-law, linear samples at 8 and 16 kHz, GSM full rate in both framings, and G.722. */
    public static AudioCodecs standard() {
        return STANDARD;
    }

    /** These codecs and no others; of several for one encoding the last. */
    public static AudioCodecs of(AudioCodec... codecs) {
        AudioCodecs some = new AudioCodecs(Map.of());
        for (AudioCodec codec : codecs) {
            some = some.with(codec);
        }
        return some;
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

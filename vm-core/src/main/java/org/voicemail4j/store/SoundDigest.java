package org.voicemail4j.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;

/** Sums up a recording, the octets of its sound in one format, without keeping them. */
final class SoundDigest implements AudioSink {

    private static final int BYTES_SHOWN = 16;

    private final AudioFormat format;
    private final MessageDigest digest = sha256();
    private long octets;

    private SoundDigest(AudioFormat format) {
        this.format = format;
    }

    /** The sum of a recording as it would be in that format. */
    static String of(AudioContent content, AudioFormat format, AudioTranscoder transcoder) {
        SoundDigest sum = new SoundDigest(format);
        append(content, sum, transcoder);
        return HexFormat.of().formatHex(sum.digest.digest(), 0, BYTES_SHOWN);
    }

    static String of(AudioContent content) {
        return of(content, content.format(), AudioTranscoder.COPYING);
    }

    /** The sum of some text. */
    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 0, BYTES_SHOWN);
    }

    /** Appends a recording to a sink, transcoded only if need be. */
    static void append(AudioContent content, AudioSink sink, AudioTranscoder transcoder) {
        AudioTranscoder fit = AudioTranscoder.COPYING.canTranscode(content.format(), sink.format())
                ? AudioTranscoder.COPYING
                : transcoder;
        if (!fit.canTranscode(content.format(), sink.format())) {
            throw new StoreException("no transcoder makes " + sink.format() + " of " + content.format());
        }
        fit.transcode(content, sink);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void append(ByteBuffer audio) {
        octets += audio.remaining();
        digest.update(audio);
    }

    @Override
    public Duration length() {
        return format.encoding().duration(octets);
    }
}

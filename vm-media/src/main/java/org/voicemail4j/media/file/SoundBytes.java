package org.voicemail4j.media.file;

import java.nio.ByteBuffer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** A recording that is in memory: coded sound without container. Unchangeable; for many threads. */
public final class SoundBytes implements AudioContent {

    private final AudioFormat format;
    private final byte[] octets;

    /**
     * @param octets coded sound in the format's encoding, without container; copied
     */
    public SoundBytes(AudioFormat format, byte[] octets) {
        this.format = format;
        this.octets = octets.clone();
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public long payloadBytes() {
        return octets.length - octets.length % format.encoding().blockBytes();
    }

    @Override
    public AudioReader open() {
        return new AudioReader() {
            @Override
            public int read(ByteBuffer into, long position) {
                if (position < 0) {
                    throw new IllegalArgumentException("negative position: " + position);
                }
                if (position >= payloadBytes()) {
                    return -1;
                }
                int bytes = (int) Math.min(into.remaining(), payloadBytes() - position);
                into.put(octets, (int) position, bytes);
                return bytes;
            }

            @Override
            public void close() {}
        };
    }
}

package org.voicemail4j.store.jdbc;

import java.nio.ByteBuffer;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** Sound in memory for {@link RecordingStoreContract}; its second half may be unreadable. */
final class MemorySound implements AudioContent {

    private final AudioFormat format;
    private final byte[] octets;
    private final boolean broken;

    MemorySound(AudioFormat format, byte[] octets, boolean broken) {
        this.format = format;
        this.octets = octets;
        this.broken = broken;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public long payloadBytes() {
        return octets.length;
    }

    @Override
    public AudioReader open() {
        return new AudioReader() {
            @Override
            public int read(ByteBuffer into, long position) {
                if (position >= octets.length) {
                    return -1;
                }
                int end = broken ? octets.length / 2 : octets.length;
                if (position >= end) {
                    throw new VoicemailException("unreadable, as the contract wants it");
                }
                int count = Math.min(into.remaining(), end - (int) position);
                into.put(octets, (int) position, count);
                return count;
            }

            @Override
            public void close() {
                // an array has nothing to close
            }
        };
    }
}

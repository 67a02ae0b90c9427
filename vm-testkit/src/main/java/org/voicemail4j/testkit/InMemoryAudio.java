package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** The first {@code length} octets of an array, which never change once they are here. */
final class InMemoryAudio implements AudioContent {

    private final AudioFormat format;
    private final byte[] octets;
    private final int length;

    InMemoryAudio(AudioFormat format, byte[] octets, int length) {
        this.format = format;
        this.octets = octets;
        this.length = length - length % format.encoding().blockBytes();
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public long payloadBytes() {
        return length;
    }

    @Override
    public AudioReader open() {
        return new Reader();
    }

    private final class Reader implements AudioReader {

        @Override
        public int read(ByteBuffer into, long position) {
            if (position < 0) {
                throw new IllegalArgumentException("negative position: " + position);
            }
            if (position >= length) {
                return -1;
            }
            int count = (int) Math.min(into.remaining(), length - position);
            into.put(octets, (int) position, count);
            return count;
        }

        @Override
        public void close() {
            // nothing to let go of
        }
    }
}

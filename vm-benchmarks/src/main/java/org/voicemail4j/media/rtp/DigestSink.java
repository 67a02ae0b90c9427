package org.voicemail4j.media.rtp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/** A file that is forgotten at once; only its checksum stays. */
final class DigestSink implements AudioSink {

    private final AudioFormat format;
    private final CRC32 checksum = new CRC32();
    private long bytes;

    DigestSink(AudioFormat format) {
        this.format = format;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void append(ByteBuffer audio) {
        bytes += audio.remaining();
        checksum.update(audio);
    }

    @Override
    public Duration length() {
        return format.encoding().duration(bytes);
    }

    long checksum() {
        return checksum.getValue();
    }
}

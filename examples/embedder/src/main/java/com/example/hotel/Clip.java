package com.example.hotel;

import java.nio.ByteBuffer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** A recording that never changes: 16 bit samples at 8 kHz. */
final class Clip implements AudioContent {

    private final byte[] samples;

    Clip(byte[] samples) {
        this.samples = samples.clone();
    }

    @Override
    public AudioFormat format() {
        return AudioFormat.WAV;
    }

    @Override
    public long payloadBytes() {
        return samples.length;
    }

    @Override
    public AudioReader open() {
        return new AudioReader() {
            @Override
            public int read(ByteBuffer into, long position) {
                if (position < 0) {
                    throw new IllegalArgumentException("negative position: " + position);
                }
                if (position >= samples.length) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), samples.length - position);
                into.put(samples, (int) position, count);
                return count;
            }

            @Override
            public void close() {
                // an array has nothing to close
            }
        };
    }
}

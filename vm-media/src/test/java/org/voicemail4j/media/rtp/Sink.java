package org.voicemail4j.media.rtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/** A sink in memory. */
final class Sink implements AudioSink {

    private final AudioFormat format;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    Sink(AudioFormat format) {
        this.format = format;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public synchronized void append(ByteBuffer audio) {
        while (audio.hasRemaining()) {
            octets.write(audio.get());
        }
    }

    @Override
    public synchronized Duration length() {
        return format.encoding().duration(octets.size());
    }

    synchronized byte[] octets() {
        return octets.toByteArray();
    }

    /** What is in a sink of µ-law but for the silence in front, which is there if this machine was late for the first packet. */
    byte[] sound() {
        byte[] all = octets();
        int start = 0;
        while (start < all.length && all[start] == (byte) 0xFF) {
            start++;
        }
        return Arrays.copyOfRange(all, start, all.length);
    }

    /** What is in a sink of linear samples. */
    short[] samples() {
        byte[] all = octets();
        short[] samples = new short[all.length / 2];
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}

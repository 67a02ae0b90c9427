package org.voicemail4j.examples.server.simulate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** One second of what the person at the terminal says: a tone, or nothing. */
final class Voice implements AudioContent {

    private static final int RATE = AudioEncoding.LINEAR_8K.sampleRateHz();
    private static final double HERTZ = 300;

    static final Duration LENGTH = Duration.ofSeconds(1);
    static final Voice SPEECH = new Voice(8_000);
    static final Voice SILENCE = new Voice(0);

    private final byte[] octets;

    private Voice(int amplitude) {
        ByteBuffer samples = ByteBuffer.allocate(RATE * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < RATE; i++) {
            samples.putShort((short) Math.round(amplitude * Math.sin(2 * Math.PI * HERTZ * i / RATE)));
        }
        this.octets = samples.array();
    }

    @Override
    public AudioFormat format() {
        return AudioFormat.SLN;
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
                if (position < 0) {
                    throw new IllegalArgumentException("negative position: " + position);
                }
                if (position >= octets.length) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), octets.length - position);
                into.put(octets, (int) position, count);
                return count;
            }

            @Override
            public void close() {}
        };
    }
}

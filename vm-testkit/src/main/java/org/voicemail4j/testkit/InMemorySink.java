package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/** One rendition in a growing array. */
final class InMemorySink implements AudioSink {

    private final AudioFormat format;
    private final RecordingState state;
    private byte[] octets = new byte[1024];
    private int length;

    InMemorySink(AudioFormat format, RecordingState state) {
        this.format = format;
        this.state = state;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void append(ByteBuffer audio) {
        state.requireOpen();
        int count = audio.remaining();
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + count));
        }
        audio.get(octets, length, count);
        length += count;
    }

    @Override
    public Duration length() {
        return format.encoding().duration(length);
    }

    void truncate(Duration to) {
        length = (int) Math.min(length, format.encoding().bytes(to));
        octets = octets.clone(); // what recorded() gave out stays as it was
    }

    AudioContent content() {
        return new InMemoryAudio(format, octets, length);
    }
}

package com.example.hotel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.store.Recording;

/** A recording in progress, and the only rendition of it. */
abstract class Take implements Recording, AudioSink {

    private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
    private boolean ended;

    @Override
    public AudioFormat format() {
        return AudioFormat.WAV;
    }

    @Override
    public void append(ByteBuffer audio) {
        requireOpen();
        byte[] more = new byte[audio.remaining()];
        audio.get(more);
        samples.writeBytes(more);
    }

    @Override
    public Duration length() {
        return format().encoding().duration(samples.size());
    }

    @Override
    public List<AudioSink> renditions() {
        return List.of(this);
    }

    @Override
    public void truncate(Duration length) {
        requireOpen();
        byte[] all = samples.toByteArray();
        int kept = (int) Math.min(all.length, format().encoding().bytes(length));
        samples.reset();
        samples.writeBytes(Arrays.copyOf(all, kept));
    }

    @Override
    public void restart() {
        truncate(Duration.ZERO);
    }

    @Override
    public AudioContent recorded() {
        return new Clip(samples.toByteArray());
    }

    final void requireOpen() {
        if (ended) {
            throw new IllegalStateException("this recording has ended");
        }
    }

    final void end() {
        requireOpen();
        ended = true;
    }

    @Override
    public void close() {
        if (!ended) {
            end();
            discarded();
        }
    }

    /** Told when the recording is closed without having been committed. */
    void discarded() {
        // nothing was kept of it
    }
}

package com.example.hotel;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** The sound of a call from the front desk: it presses no keys, and hangs up when it has said everything. */
final class DeskSound implements MediaSession {

    private final byte[] samples;
    private final List<String> heard = new ArrayList<>();
    private volatile boolean hungUp;

    DeskSound(byte[] samples) {
        this.samples = samples.clone();
    }

    @Override
    public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
        if (hungUp) {
            return PlayEnd.hungUp();
        }
        prompts.stream()
                .filter(Prompt.Named.class::isInstance)
                .forEach(prompt -> heard.add(prompt.toString()));
        return PlayEnd.completed();
    }

    @Override
    public PlayEnd listen(AudioContent audio, ListenControls controls) {
        return hungUp ? PlayEnd.hungUp() : PlayEnd.completed();
    }

    @Override
    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
        for (AudioSink sink : renditions) {
            if (sink.format().encoding() != AudioEncoding.LINEAR_8K) {
                throw new IllegalArgumentException("the desk cannot speak " + sink.format());
            }
            sink.append(ByteBuffer.wrap(samples));
        }
        hungUp = true;
        Duration length = AudioEncoding.LINEAR_8K.duration(samples.length);
        return new RecordingEnd(RecordingEnd.Reason.HUNG_UP, Optional.empty(), length, length, Duration.ZERO);
    }

    void hangUp() {
        hungUp = true;
    }

    boolean isHungUp() {
        return hungUp;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }
}

package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.store.Recording;

/** What deposits and greetings in memory share: the renditions and the state. */
abstract class InMemoryRecording implements Recording {

    final RecordingState state = new RecordingState();
    private final List<InMemorySink> sinks = new ArrayList<>();

    InMemoryRecording(List<AudioFormat> formats) {
        formats.forEach(format -> sinks.add(new InMemorySink(format, state)));
    }

    @Override
    public final List<AudioSink> renditions() {
        return List.copyOf(sinks);
    }

    @Override
    public final void truncate(Duration length) {
        state.requireOpen();
        sinks.forEach(sink -> sink.truncate(length));
    }

    @Override
    public void restart() {
        truncate(Duration.ZERO);
    }

    @Override
    public final AudioContent recorded() {
        return sinks.get(0).content();
    }

    final List<AudioContent> contents() {
        return sinks.stream().map(InMemorySink::content).toList();
    }

    final boolean isEmpty() {
        return sinks.stream().allMatch(sink -> sink.length().isZero());
    }

    @Override
    public void close() {
        if (state.isOpen()) {
            state.end("closed");
        }
    }
}

package org.voicemail4j.testkit;

import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/** A sink in memory is a sink like any other. */
class InMemorySinkTest implements AudioSinkContract {

    private final RecordingState state = new RecordingState();
    private final InMemorySink sink = new InMemorySink(AudioFormat.WAV49, state);

    @Override
    public AudioSink sink() {
        return sink;
    }

    @Override
    public void end() {
        state.end("committed");
    }

    @Override
    public byte[] kept() {
        return Sounds.octets(sink.content());
    }
}

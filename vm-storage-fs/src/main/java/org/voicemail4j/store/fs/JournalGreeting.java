package org.voicemail4j.store.fs;

import java.time.Duration;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.store.GreetingRecording;

/** A greeting that holds room in the journal for as long as it is recorded. */
final class JournalGreeting implements GreetingRecording {

    private final FileGreeting recording;
    private final Runnable room;

    JournalGreeting(FileGreeting recording, Runnable room) {
        this.recording = recording;
        this.room = room;
    }

    @Override
    public List<AudioSink> renditions() {
        return recording.renditions();
    }

    @Override
    public void truncate(Duration length) {
        recording.truncate(length);
    }

    @Override
    public void restart() {
        recording.restart();
    }

    @Override
    public AudioContent recorded() {
        return recording.recorded();
    }

    @Override
    public void commit() {
        recording.commit();
        room.run();
    }

    @Override
    public void close() {
        recording.close();
        room.run();
    }
}

package org.voicemail4j.store;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;

/**
 * A recording with one rendition that waits elsewhere until it is committed as a whole.
 *
 * @param <S> where the sound waits
 */
abstract class StagedRecording<S extends StagedSound> implements Recording {

    final S sound;

    StagedRecording(S sound) {
        this.sound = Objects.requireNonNull(sound, "sound");
    }

    @Override
    public List<AudioSink> renditions() {
        return List.of(sound);
    }

    @Override
    public void truncate(Duration length) {
        sound.truncate(length);
    }

    @Override
    public void restart() {
        sound.truncate(Duration.ZERO);
    }

    @Override
    public AudioContent recorded() {
        return sound;
    }
}

package org.voicemail4j.mail.imap;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.store.GreetingRecording;

/** A greeting on its way; the old one is heard until commit. */
final class ImapGreeting implements GreetingRecording {

    private final SpooledSound sound;
    private final Consumer<SpooledSound> commit;

    ImapGreeting(SpooledSound sound, Consumer<SpooledSound> commit) {
        this.sound = sound;
        this.commit = commit;
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

    @Override
    public void commit() {
        sound.requireOpen();
        if (sound.payloadBytes() == 0) {
            throw new IllegalStateException("nothing was recorded for this greeting");
        }
        sound.end();
        try {
            commit.accept(sound);
        } finally {
            sound.close();
        }
    }

    @Override
    public void close() {
        sound.close();
    }
}

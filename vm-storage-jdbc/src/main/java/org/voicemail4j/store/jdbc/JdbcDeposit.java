package org.voicemail4j.store.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;

/** A message on its way: nothing of it is in the database before commit. */
final class JdbcDeposit implements Deposit {

    private final SoundBuffer sound;
    private final Commit commit;
    private final Runnable release;
    private Envelope envelope;

    /** Makes a message of the deposit and gives its place back. */
    interface Commit {
        Message run(Envelope envelope, SoundBuffer sound, Runnable release);
    }

    JdbcDeposit(SoundBuffer sound, Envelope envelope, Commit commit, Runnable release) {
        this.sound = sound;
        this.envelope = envelope;
        this.commit = commit;
        this.release = release;
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public void envelope(Envelope replacement) {
        sound.requireOpen();
        envelope = Objects.requireNonNull(replacement, "envelope");
    }

    @Override
    public void recordingBegins() {
        sound.requireOpen();
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
    public Optional<Message> commit() {
        sound.end();
        try {
            return sound.payloadBytes() == 0 ? Optional.empty() : Optional.of(commit.run(envelope, sound, release));
        } finally {
            release.run();
            sound.close();
        }
    }

    @Override
    public void close() {
        release.run();
        sound.close();
    }
}

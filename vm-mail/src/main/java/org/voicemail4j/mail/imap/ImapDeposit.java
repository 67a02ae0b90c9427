package org.voicemail4j.mail.imap;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;

/** A message on its way: nothing of it is on the server before commit. */
final class ImapDeposit implements Deposit {

    private final SpooledSound sound;
    private final Commit commit;
    private final Runnable release;
    private Envelope envelope;

    /** Makes a message of the deposit. */
    interface Commit {
        Message run(Envelope envelope, SpooledSound sound);
    }

    /** @param release gives the place back that was held for it; may be run more than once */
    ImapDeposit(SpooledSound sound, Envelope envelope, Commit commit, Runnable release) {
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
            return sound.payloadBytes() == 0 ? Optional.empty() : Optional.of(commit.run(envelope, sound));
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        release.run();
        sound.close();
    }
}

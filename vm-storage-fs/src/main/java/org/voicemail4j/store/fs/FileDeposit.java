package org.voicemail4j.store.fs;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;

/** A message on its way into files. */
final class FileDeposit implements Deposit {

    private final MailboxId mailbox;
    private final JournaledRecording recording;
    private final Spool.Work<Message> ending;
    private final Runnable release;

    /**
     * @param ending makes a message of the sound that was recorded
     * @param release gives back what is held for the recording; may be run more than once
     */
    FileDeposit(MailboxId mailbox, JournaledRecording recording, Spool.Work<Message> ending, Runnable release) {
        this.mailbox = mailbox;
        this.recording = recording;
        this.ending = ending;
        this.release = release;
    }

    @Override
    public Envelope envelope() {
        return recording.journal().envelope();
    }

    @Override
    public void envelope(Envelope envelope) {
        recording.envelope(Objects.requireNonNull(envelope, "envelope"));
    }

    @Override
    public void recordingBegins() {
        recording.recordingBegins();
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
    public Optional<Message> commit() {
        recording.requireOpen();
        if (recording.isEmpty()) {
            close();
            return Optional.empty();
        }
        recording.end();
        try {
            return Optional.of(Spool.work("commit " + recording.files().name(), mailbox, ending));
        } finally {
            release.run();
        }
    }

    @Override
    public void close() {
        recording.discard();
        release.run();
    }
}

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;

/** A message on its way: sound made durable, text written, journal told, then published. */
final class FileDeposit implements Deposit {

    private final MailboxId mailbox;
    private final JournaledRecording recording;
    private final Publisher publisher;
    private final Runnable release;

    FileDeposit(MailboxId mailbox, JournaledRecording recording, Publisher publisher, Runnable release) {
        this.mailbox = mailbox;
        this.recording = recording;
        this.publisher = publisher;
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
            return Optional.of(Spool.work("commit " + recording.files().name(), mailbox, this::publish));
        } finally {
            release.run();
        }
    }

    private Message publish() throws IOException {
        recording.seal();
        byte[] text = EnvelopeFile.encode(mailbox, recording.journal().id(), envelope(), recording.length());
        recording.writeText(text);
        recording.committing();
        EnvelopeFile contents = EnvelopeFile.parse(text, envelope().received());
        Message message =
                publisher.publish(mailbox, Folder.INBOX, recording.files(), recording.sounds(), contents, release);
        recording.cleanUp();
        return message;
    }

    @Override
    public void close() {
        recording.discard();
        release.run();
    }
}

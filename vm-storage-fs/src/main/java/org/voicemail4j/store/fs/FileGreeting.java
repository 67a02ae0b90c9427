package org.voicemail4j.store.fs;

import java.time.Duration;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.GreetingRecording;

/** A greeting on its way; recorded in {@code tmp} like a message, so that the old one is heard meanwhile. */
final class FileGreeting implements GreetingRecording {

    private final MailboxId mailbox;
    private final GreetingKind kind;
    private final JournaledRecording recording;
    private final Spool.Work<GreetingKind> ending;
    private final Runnable release;

    /**
     * @param ending makes the greeting of the sound that was recorded
     * @param release gives back what it held while it was recorded; may be run again
     */
    FileGreeting(
            MailboxId mailbox,
            GreetingKind kind,
            JournaledRecording recording,
            Spool.Work<GreetingKind> ending,
            Runnable release) {
        this.mailbox = mailbox;
        this.kind = kind;
        this.recording = recording;
        this.ending = ending;
        this.release = release;
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
        recording.requireOpen();
        if (recording.isEmpty()) {
            throw new IllegalStateException("nothing was recorded for " + kind + " of " + mailbox);
        }
        recording.end();
        Spool.work("commit the greeting " + kind, mailbox, ending);
        release.run();
    }

    @Override
    public void close() {
        recording.discard();
        release.run();
    }
}

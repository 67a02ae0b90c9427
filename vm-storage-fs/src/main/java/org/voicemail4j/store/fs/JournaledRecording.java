package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.fs.StagedFiles.State;

/**
 * A recording in a mailbox's {@code tmp} with its journal, from begin to commit or discard. The journal is written
 * before the first sound and removed after the last file, so that whatever is left by a death is accounted for. Room for
 * the message's text is taken before the first sound too: a recording that fills the disk can still be committed. A
 * caller who hangs up before the beep costs no file: until sound comes there is nothing that a death could lose.
 */
final class JournaledRecording {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledRecording.class);
    private static final int BLOCK = 4096;

    private final MailboxId mailbox;
    private final StagedFiles files;
    private final CommitStep.Observer observer;
    private final List<FileSink> sinks = new ArrayList<>();
    private int roomForDispatches;
    private RecordingJournal journal;
    private boolean staged;
    private boolean written;
    private State state = State.OPEN;
    private volatile String life = "open";

    private JournaledRecording(
            MailboxId mailbox, StagedFiles files, RecordingJournal journal, CommitStep.Observer observer) {
        this.mailbox = mailbox;
        this.files = files;
        this.journal = journal;
        this.observer = observer;
    }

    /** A recording whose files are made when its sound is about to come; fails now if they could not be. */
    static JournaledRecording begin(MailboxId mailbox, Path tmp, RecordingJournal journal, CommitStep.Observer observer)
            throws IOException {
        return begin(mailbox, new StagedFiles(tmp, journal.id().value()), journal, observer);
    }

    static JournaledRecording begin(
            MailboxId mailbox, StagedFiles files, RecordingJournal journal, CommitStep.Observer observer)
            throws IOException {
        if (!Files.isDirectory(files.tmp())) {
            Files.createDirectories(files.tmp());
        }
        if (!Files.isWritable(files.tmp())) {
            throw new AccessDeniedException(files.tmp().toString());
        }
        FreeSpace.require(files.tmp(), (2L + journal.formats().size()) * BLOCK);
        JournaledRecording recording = new JournaledRecording(mailbox, files, journal, observer);
        for (AudioFormat format : journal.formats()) {
            recording.sinks.add(new FileSink(format, files.sound(format.extension()), recording));
        }
        return recording;
    }

    /** Makes the files, unless they are there. */
    void stage() throws IOException {
        if (staged) {
            return;
        }
        staged = true;
        files.write(state, journal, mailbox);
        written = true;
        observer.at(CommitStep.JOURNAL_WRITTEN);
        for (FileSink sink : sinks) {
            sink.open();
            observer.at(CommitStep.SOUND_CREATED);
        }
        if (journal.greeting().isEmpty()) {
            int textBytes = journal.encode(mailbox).length;
            DurableFiles.write(files.text(), new byte[(textBytes / BLOCK + 1) * BLOCK], false);
            keepRoom();
        }
        observer.at(CommitStep.BEGUN);
    }

    /** Keeps room for what the message sends, too; none is no reason to record nothing. */
    JournaledRecording sending(int octets) {
        roomForDispatches = octets;
        return this;
    }

    private void keepRoom() throws IOException {
        if (roomForDispatches > 0) {
            try {
                DurableFiles.write(files.outbox(), new byte[roomForDispatches], false);
            } catch (IOException e) {
                if (!FreeSpace.ranOut(files.tmp(), e)) {
                    throw e;
                }
                Files.deleteIfExists(files.outbox());
            }
        }
    }

    void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("this recording has been " + life);
        }
    }

    boolean isOpen() {
        return life.equals("open");
    }

    StagedFiles files() {
        return files;
    }

    RecordingJournal journal() {
        return journal;
    }

    List<AudioSink> renditions() {
        return List.copyOf(sinks);
    }

    AudioContent recorded() {
        return sinks.get(0).content();
    }

    Duration length() {
        return sinks.get(0).length();
    }

    boolean isEmpty() {
        return sinks.stream().allMatch(sink -> sink.length().isZero());
    }

    /** The staged file of each rendition that has sound. */
    Map<String, Path> sounds() {
        Map<String, Path> sounds = new LinkedHashMap<>();
        for (FileSink sink : sinks) {
            if (!sink.length().isZero()) {
                sounds.put(sink.format().extension(), files.sound(sink.format().extension()));
            }
        }
        return sounds;
    }

    /** Whether all sound is where it was recorded. */
    boolean isStaged() {
        return sounds().values().stream().allMatch(Files::exists);
    }

    /** Whether it is delivered whatever happens. */
    boolean isCommitting() {
        return state == State.COMMITTING;
    }

    void truncate(Duration to) {
        requireOpen();
        Spool.work("truncate the recording", mailbox, () -> {
            for (FileSink sink : sinks) {
                sink.truncate(to);
            }
            return mailbox;
        });
    }

    /** Takes the permission to deliver back first: nobody delivers half of an old take. */
    void restart() {
        requireOpen();
        Spool.work("restart the recording", mailbox, () -> {
            promote(State.OPEN);
            for (FileSink sink : sinks) {
                sink.truncate(Duration.ZERO);
            }
            return mailbox;
        });
    }

    void envelope(Envelope envelope) {
        requireOpen();
        journal = journal.with(envelope);
        written = false;
        if (state == State.RECORDING) {
            rewrite();
        }
    }

    void recordingBegins() {
        requireOpen();
        Spool.work("begin the recording", mailbox, () -> {
            stage();
            if (!written) {
                rewrite();
            }
            promote(State.RECORDING);
            return mailbox;
        });
        observer.at(CommitStep.RECORDING);
    }

    private void rewrite() {
        try {
            files.write(state, journal, mailbox);
            written = true;
        } catch (IOException e) {
            LOG.warn(
                    "a crash now would deliver an older envelope of {} in {}: {}", files.name(), mailbox, e.toString());
        }
    }

    private void promote(State to) throws IOException {
        if (state != to) {
            files.promote(state, to);
            state = to;
        }
    }

    /** From here on only commit or failure: closing does not discard any more. */
    void end() {
        requireOpen();
        life = "committed";
    }

    /** Makes the sound durable. */
    void seal() throws IOException {
        try {
            for (FileSink sink : sinks) {
                sink.seal();
            }
        } finally {
            closeSinks();
        }
        observer.at(CommitStep.SOUND_SYNCED);
    }

    void writeText(byte[] text) throws IOException {
        DurableFiles.write(files.text(), text, true);
        observer.at(CommitStep.TEXT_WRITTEN);
    }

    /**
     * Gives the journal its place in the order of deliveries, and makes it durable. On a full disk the place is known to
     * this process alone; the next would deliver the message first.
     */
    void settle(long order) throws IOException {
        journal = journal.inOrder(order);
        try {
            files.write(state, journal, mailbox);
        } catch (IOException e) {
            if (!FreeSpace.ranOut(files.tmp(), e)) {
                throw e;
            }
            LOG.warn("no room to write down the place of {} of {} in the order", files.name(), mailbox);
        }
        DurableFiles.sync(files.journal(state));
    }

    void committing() throws IOException {
        promote(State.COMMITTING);
        observer.at(CommitStep.COMMITTING);
    }

    /** Takes committing back: whatever happens, it is not delivered. */
    void withdraw() throws IOException {
        promote(State.OPEN);
    }

    /** Removes what is left of it in {@code tmp}; what cannot be removed is left to recovery. */
    void cleanUp() {
        try {
            files.remove(journal.extensions(), observer);
        } catch (IOException e) {
            LOG.warn("cannot clean up {} of {}", files.tmp().resolve(files.name()), mailbox, e);
        }
    }

    void discard() {
        if (!isOpen()) {
            return;
        }
        life = "closed";
        if (staged) {
            closeSinks();
            cleanUp();
        }
    }

    private void closeSinks() {
        for (FileSink sink : sinks) {
            try {
                sink.close();
            } catch (IOException e) {
                LOG.warn("cannot close {} of {}", files.tmp().resolve(files.name()), mailbox, e);
            }
        }
    }
}

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.StoreException;

/** A message or greeting on the local disk that waits for its store. */
final class JournalEntry {

    static final Comparator<JournalEntry> IN_ORDER = Comparator.comparingLong(entry -> entry.journal.order());

    private final MailboxId mailbox;
    private final StagedFiles files;
    private final RecordingJournal journal;
    private final Message message;
    private final long octets;
    private final CompletableFuture<Optional<Message>> outcome = new CompletableFuture<>();
    private volatile boolean attempted;
    private int strikes;
    private long deliveredBefore;
    private boolean overtaken;

    private JournalEntry(MailboxId mailbox, StagedFiles files, RecordingJournal journal, Message message, long octets) {
        this.mailbox = mailbox;
        this.files = files;
        this.journal = journal;
        this.message = message;
        this.octets = octets;
    }

    static JournalEntry of(MailboxId mailbox, StagedFiles files, RecordingJournal journal) throws IOException {
        Duration length = Duration.ZERO;
        var envelope = journal.envelope();
        if (journal.greeting().isEmpty()) {
            byte[] text = DurableFiles.readStart(files.text(), ConfText.MOST_BYTES);
            EnvelopeFile contents = EnvelopeFile.parse(text, envelope.received());
            envelope = contents.envelope();
            length = contents.duration().orElse(Duration.ZERO);
        }
        Message message = new Message(journal.id(), Folder.INBOX, envelope, length);
        return new JournalEntry(mailbox, files, journal, message, sizeOf(files, journal));
    }

    private static long sizeOf(StagedFiles files, RecordingJournal journal) throws IOException {
        long octets = 0;
        for (String extension : journal.extensions()) {
            Path sound = files.sound(extension);
            octets += Files.exists(sound) ? Files.size(sound) : 0;
        }
        return octets;
    }

    MailboxId mailbox() {
        return mailbox;
    }

    StagedFiles files() {
        return files;
    }

    RecordingJournal journal() {
        return journal;
    }

    /** What the message is until its store has it. */
    Message message() {
        return message;
    }

    MessageId id() {
        return journal.id();
    }

    Optional<GreetingKind> greeting() {
        return journal.greeting();
    }

    DeliveryKey key() {
        return journal.key().orElseThrow();
    }

    long octets() {
        return octets;
    }

    /** The message as the store has it; completed when it does. */
    CompletableFuture<Optional<Message>> outcome() {
        return outcome;
    }

    /** Whether the store may have it already. */
    boolean wasAttempted() {
        return attempted;
    }

    void attempt() {
        attempted = true;
    }

    /**
     * The store answers, but does not take this. What failed while it took nothing at all says nothing of this message: once
     * it has taken another it is counted from the beginning.
     *
     * @param delivered how many the store has taken in all
     * @return how often that has been so
     */
    int strike(long delivered) {
        if (strikes == 0) {
            deliveredBefore = delivered;
        } else if (!overtaken && delivered > deliveredBefore) {
            overtaken = true;
            strikes = 0;
        }
        return ++strikes;
    }

    int strikes() {
        return strikes;
    }

    /** Whether all that {@link #strikes} counts failed while the store took others. */
    boolean wasOvertaken() {
        return overtaken;
    }

    /** The recording in that format or, if it was not recorded in it, in the one preferred. */
    AudioContent content(SpooledSound sound, AudioFormat format) {
        return Spool.work("read " + id() + " in the journal", mailbox, () -> {
            Optional<SpooledSound.Place> same = sound.find(files.tmp(), files.name(), List.of(format.extension()));
            Optional<SpooledSound.Place> best =
                    same.isPresent() ? same : sound.find(files.tmp(), files.name(), journal.extensions());
            return new FileAudio(best.orElseThrow(this::silent), Optional::empty);
        });
    }

    private NoSuchFileException silent() {
        return new NoSuchFileException(files.tmp().resolve(files.name()).toString(), null, "no sound");
    }

    StoreException stillWaits(Optional<String> trouble) {
        return new StoreException(id() + " of " + mailbox + " waits in the journal for its store"
                + trouble.map(why -> ": " + why).orElse(""));
    }
}

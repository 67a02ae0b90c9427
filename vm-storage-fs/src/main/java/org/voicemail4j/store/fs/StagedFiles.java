package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;

/**
 * The files of one recording in a mailbox's {@code tmp}: {@code name.wav} and the like, {@code name.txt} and the journal,
 * whose extension tells how far the recording is. Asterisk looks at nothing there but its own.
 */
record StagedFiles(Path tmp, String name) {

    private static final String DRAFT = ".draft";
    /** A journal with that extension is left alone until somebody wants it tried again. */
    static final String PARKED = ".parked";

    /** The files of the recording to which a file belongs. */
    static StagedFiles of(Path file) {
        String name = String.valueOf(file.getFileName());
        return new StagedFiles(file.resolveSibling(".").normalize(), name.substring(0, name.lastIndexOf('.')));
    }

    /** How far a recording is; each state is one rename away from the next. */
    enum State {
        /** Nothing of it may be delivered. */
        OPEN,
        /** What there is may be delivered if its process dies. */
        RECORDING,
        /** To be delivered whatever happens; it has been as soon as its {@code .txt} is no longer staged. */
        COMMITTING;

        String extension() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> ofExtension(String extension) {
            for (State state : values()) {
                if (state.extension().equals(extension)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    Path sound(String extension) {
        return file(extension);
    }

    Path text() {
        return file(FolderListing.TEXT);
    }

    /** What must be sent once the message is published. */
    Path outbox() {
        return file("outbox");
    }

    Path journal(State state) {
        return file(state.extension());
    }

    /**
     * Writes a journal, whole or not at all. It is drafted under a name that tells whose draft it is: what a death
     * leaves of it can say nothing itself.
     */
    void write(State state, RecordingJournal journal, MailboxId mailbox) throws IOException {
        Path draft = file(journal.owner() + DRAFT);
        try {
            DurableFiles.write(draft, journal.encode(mailbox), false);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        Files.move(draft, journal(state), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static boolean isDraft(String file) {
        return file.endsWith(DRAFT);
    }

    /** The owner of a draft, from its name. */
    static String ownerOfDraft(String file) {
        String start = file.substring(0, file.length() - DRAFT.length());
        return start.substring(start.lastIndexOf('.') + 1);
    }

    private Path file(String extension) {
        return tmp.resolve(name + '.' + extension);
    }

    /** Goes to another state. */
    void promote(State from, State to) throws IOException {
        Files.move(journal(from), journal(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Sets a committed recording aside. */
    void park() throws IOException {
        Files.move(journal(State.COMMITTING), tmp.resolve(name + PARKED), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes it up again. */
    void unpark() throws IOException {
        Files.move(tmp.resolve(name + PARKED), journal(State.COMMITTING), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether neither sound nor text of a recording is left, which {@link #remove} takes away before the journal. */
    boolean isBare(List<String> extensions) {
        return Files.notExists(text()) && extensions.stream().allMatch(extension -> Files.notExists(sound(extension)));
    }

    /** Removes whatever is left of a recording whose files nobody knows any more. */
    void removeAll(CommitStep.Observer observer) throws IOException {
        List<String> extensions = new ArrayList<>();
        for (Path child : DurableFiles.children(tmp)) {
            String file = String.valueOf(child.getFileName());
            String extension = file.startsWith(name + '.') ? file.substring(name.length() + 1) : "";
            if (!extension.isEmpty() && State.ofExtension(extension).isEmpty()) {
                extensions.add(extension);
            }
        }
        remove(extensions, observer);
    }

    /** Removes the recording, the journal last: until then a later recovery finds what is left. */
    void remove(Iterable<String> extensions, CommitStep.Observer observer) throws IOException {
        Files.deleteIfExists(outbox()); // before the text, without which it would be what a published message sends
        for (String extension : extensions) {
            Files.deleteIfExists(sound(extension));
            observer.at(CommitStep.SOUND_REMOVED);
        }
        Files.deleteIfExists(text());
        observer.at(CommitStep.TEXT_REMOVED);
        for (State state : State.values()) {
            Files.deleteIfExists(journal(state));
        }
        observer.at(CommitStep.ENDED);
    }
}

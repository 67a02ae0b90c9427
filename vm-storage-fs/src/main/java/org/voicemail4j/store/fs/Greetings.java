package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.fs.SpooledSound.Place;

/** The owner's greetings in the mailbox's directory: {@code unavail.wav}, {@code busy.gsm} and so on. */
final class Greetings {

    private final SpoolLayout layout;
    private final SpooledSound sound;
    private final MailboxLocks locks;
    private final SettledNames names;

    Greetings(SpoolLayout layout, SpooledSound sound, MailboxLocks locks, SettledNames names) {
        this.names = names;
        this.layout = layout;
        this.sound = sound;
        this.locks = locks;
    }

    Optional<Place> find(MailboxId mailbox, GreetingKind kind) throws IOException {
        Path directory = layout.mailbox(mailbox);
        return sound.find(directory, kind.fileName(), extensions(kind, names.in(directory)));
    }

    /** Deletes every format of a greeting; returns whether there was one. */
    boolean delete(MailboxId mailbox, GreetingKind kind) throws IOException {
        return locked(mailbox, () -> {
            former(mailbox, kind).keep(() -> present(mailbox, kind));
            return deleteAllBut(mailbox, kind, List.of());
        });
    }

    /** Swaps a greeting with the former one; returns whether there was one. */
    boolean restore(MailboxId mailbox, GreetingKind kind) throws IOException {
        return locked(mailbox, () -> former(mailbox, kind).swap(() -> present(mailbox, kind)));
    }

    /** Does work that others, who may be other processes, are kept from; no mailbox is made for it. */
    private boolean locked(MailboxId mailbox, Spool.Work<Boolean> work) throws IOException {
        Path directory = layout.mailbox(mailbox);
        return Files.isDirectory(directory) && locks.locked(mailbox, List.of(directory), work);
    }

    boolean hasFormer(MailboxId mailbox, GreetingKind kind) throws IOException {
        return locks.alone(mailbox, former(mailbox, kind)::isThere);
    }

    Optional<Place> findFormer(MailboxId mailbox, GreetingKind kind) throws IOException {
        return locks.alone(mailbox, () -> {
            FormerGreetings former = former(mailbox, kind);
            Path directory = former.directory();
            return former.isThere()
                    ? sound.find(directory, kind.fileName(), extensions(kind, DurableFiles.names(directory)))
                    : Optional.empty();
        });
    }

    /** Deletes the former one for good; returns whether there was one. */
    boolean deleteFormer(MailboxId mailbox, GreetingKind kind) throws IOException {
        return hasFormer(mailbox, kind) && locked(mailbox, former(mailbox, kind)::delete);
    }

    private FormerGreetings former(MailboxId mailbox, GreetingKind kind) {
        return new FormerGreetings(layout.mailbox(mailbox), kind);
    }

    private List<String> present(MailboxId mailbox, GreetingKind kind) throws IOException {
        return extensions(kind, DurableFiles.names(layout.mailbox(mailbox)));
    }

    /**
     * Puts recorded files, whose journal says committing, in the place of a greeting. Formats that were not recorded now
     * go, or Asterisk would still play the old greeting in one of them. Can be repeated after a death halfway.
     */
    void replace(MailboxId mailbox, GreetingKind kind, StagedFiles staged, List<String> recorded) throws IOException {
        locks.locked(mailbox, List.of(layout.mailbox(mailbox)), () -> {
            if (recorded.stream().allMatch(extension -> Files.exists(staged.sound(extension)))) {
                former(mailbox, kind).keep(() -> present(mailbox, kind)); // none of them is of this recording yet
            }
            for (String extension : recorded) {
                if (Files.exists(staged.sound(extension))) {
                    Path place = place(mailbox, kind, extension);
                    Files.move(
                            staged.sound(extension),
                            place,
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            deleteAllBut(mailbox, kind, recorded);
            DurableFiles.syncDirectory(layout.mailbox(mailbox));
            return mailbox;
        });
    }

    /** Commits a recording: sound made durable, journal told, then put in place. */
    GreetingKind commit(MailboxId mailbox, GreetingKind kind, JournaledRecording recording, Commitment commitment)
            throws IOException {
        recording.seal();
        List<String> recorded = List.copyOf(recording.sounds().keySet());
        commitment.with(() -> {
            replace(mailbox, kind, recording.files(), recorded);
            return kind;
        });
        recording.cleanUp();
        return kind;
    }

    private boolean deleteAllBut(MailboxId mailbox, GreetingKind kind, List<String> kept) throws IOException {
        boolean deleted = false;
        for (String extension : present(mailbox, kind)) {
            if (!kept.contains(extension)) {
                deleted |= Files.deleteIfExists(place(mailbox, kind, extension));
            }
        }
        return deleted;
    }

    private Path place(MailboxId mailbox, GreetingKind kind, String extension) {
        return layout.mailbox(mailbox).resolve(kind.fileName() + '.' + extension);
    }

    private static List<String> extensions(GreetingKind kind, List<String> names) {
        String start = kind.fileName() + '.';
        List<String> extensions = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith(start) && name.indexOf('.', start.length()) < 0) {
                extensions.add(name.substring(start.length()));
            }
        }
        return extensions;
    }
}

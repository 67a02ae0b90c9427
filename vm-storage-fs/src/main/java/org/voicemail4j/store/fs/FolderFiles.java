package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.store.fs.FolderListing.Stem;

/**
 * Changes to the message files of a folder, for those who hold its lock. A message exists by its {@code .txt}: sound is
 * linked to its new name first, then the {@code .txt} is renamed, then the old names of the sound go. Whoever dies in
 * between leaves a whole message and at most a second name of its sound, which the next change removes.
 */
final class FolderFiles {

    private static final Logger LOG = LoggerFactory.getLogger(FolderFiles.class);
    static final String ORPHAN = "orphan-";

    private final CommitStep.Observer observer;
    private final RandomGenerator random;
    private final Clock clock;

    FolderFiles(CommitStep.Observer observer, RandomGenerator random, Clock clock) {
        this.observer = observer;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes staged files the last message of a folder, durably.
     *
     * @param sounds the staged file of each extension; they keep their names
     * @param text the staged {@code .txt}; renamed
     */
    Stem adopt(Path folder, Map<String, Path> sounds, Path text) throws IOException {
        FolderListing listing = withoutOrphans(FolderListing.read(folder));
        Stem stem = listing.next();
        for (Map.Entry<String, Path> sound : sounds.entrySet()) {
            Files.createLink(stem.in(folder, sound.getKey()), sound.getValue());
            observer.at(CommitStep.SOUND_LINKED);
        }
        DurableFiles.syncDirectory(folder);
        observer.at(CommitStep.SOUND_NAMED);
        Files.move(text, stem.in(folder, FolderListing.TEXT));
        observer.at(CommitStep.PUBLISHED);
        DurableFiles.syncDirectory(folder);
        observer.at(CommitStep.FOLDER_SYNCED);
        return stem;
    }

    /** Moves a message to the end of another folder and closes the gap it leaves. Returns where its text is now. */
    Path move(FolderListing from, Stem stem, Path to) throws IOException {
        Stem last = withoutOrphans(FolderListing.read(to)).next();
        rename(from, stem, to, last);
        DurableFiles.syncDirectory(to);
        renumber(from.directory());
        return last.in(to, FolderListing.TEXT);
    }

    /** Deletes a message and closes the gap it leaves. */
    void delete(FolderListing folder, Stem stem) throws IOException {
        Files.deleteIfExists(stem.in(folder.directory(), FolderListing.TEXT));
        for (String extension : folder.sounds(stem)) {
            Files.deleteIfExists(stem.in(folder.directory(), extension));
        }
        renumber(folder.directory());
    }

    /** Numbers the messages from 0 without gaps, as Asterisk does when it closes a folder. */
    void renumber(Path directory) throws IOException {
        FolderListing listing = withoutOrphans(FolderListing.read(directory));
        List<Stem> messages = listing.messages();
        for (int number = 0; number < messages.size(); number++) {
            Stem wanted = Stem.of(number);
            if (!messages.get(number).equals(wanted) && !Files.exists(wanted.in(directory, FolderListing.TEXT))) {
                rename(listing, messages.get(number), directory, wanted);
            }
        }
    }

    private static void rename(FolderListing from, Stem stem, Path to, Stem name) throws IOException {
        List<String> sounds = from.sounds(stem);
        for (String extension : sounds) {
            Files.createLink(name.in(to, extension), stem.in(from.directory(), extension));
        }
        Files.move(stem.in(from.directory(), FolderListing.TEXT), name.in(to, FolderListing.TEXT));
        for (String extension : sounds) {
            Files.deleteIfExists(stem.in(from.directory(), extension));
        }
    }

    /**
     * Takes sound without a message out of the way of the next number. A second name of sound that is elsewhere too is
     * removed; sound that is nowhere else is set aside in the mailbox's {@code tmp} and never mixed into a message.
     */
    private FolderListing withoutOrphans(FolderListing listing) throws IOException {
        List<Stem> orphans = listing.orphans();
        for (Stem stem : orphans) {
            for (String extension : listing.extensions(stem)) {
                remove(stem.in(listing.directory(), extension));
            }
        }
        return orphans.isEmpty() ? listing : FolderListing.read(listing.directory());
    }

    private void remove(Path orphan) throws IOException {
        try {
            if (hasOtherNames(orphan)) {
                Files.delete(orphan);
            } else {
                setAside(orphan);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("gone already: {}", orphan);
        }
    }

    private static boolean hasOtherNames(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:nlink") instanceof Integer links && links > 1;
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What is set aside is kept for a day from now; a file of another user keeps its date, and goes by that. */
    private void renew(Path orphan) throws IOException {
        try {
            Files.setLastModifiedTime(orphan, FileTime.from(clock.instant()));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            LOG.debug("{} keeps its date", orphan, e);
        }
    }

    private void setAside(Path orphan) throws IOException {
        Path tmp = orphan.resolveSibling("../tmp").normalize();
        Files.createDirectories(tmp);
        Path aside = tmp.resolve(ORPHAN + HexFormat.of().toHexDigits(random.nextInt()) + '-' + orphan.getFileName());
        renew(orphan);
        try {
            Files.move(orphan, aside);
            LOG.warn("sound without a message, set aside: {} is now {}", orphan, aside);
        } catch (FileSystemException e) {
            LOG.warn("sound without a message cannot be set aside: {}", orphan, e);
        }
    }
}

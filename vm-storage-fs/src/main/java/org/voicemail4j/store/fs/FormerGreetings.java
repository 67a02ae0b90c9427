package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.mailbox.GreetingKind;

/**
 * The greeting of each kind that was there before the present one, in a directory of the mailbox into which Asterisk does
 * not look: {@code former~/unavail/unavail.wav}. Keeping one links the present files there, so that a present greeting is
 * never missing meanwhile.
 *
 * <pre>
 *   links of the present files --renamed--> unavail.next --former files put in place--> unavail
 * </pre>
 *
 * From the moment {@code unavail.next} is there a swap is decided; what a death cut short is finished by whoever changes
 * the greeting next. Changed by one at a time for each mailbox, other processes included; looked at by any.
 */
final class FormerGreetings {

    private static final String DIRECTORY = "former~";

    private final Path mailbox;
    private final String name;
    private final Path directory;
    private final Path former;
    private final Path next;

    /** @param mailbox the directory of the mailbox */
    FormerGreetings(Path mailbox, GreetingKind kind) {
        this.mailbox = mailbox;
        this.name = kind.fileName();
        this.directory = mailbox.resolve(DIRECTORY);
        this.former = directory.resolve(name);
        this.next = directory.resolve(name + ".next");
    }

    /** Whether there is one that is not the present one; a swap under way is left alone. */
    boolean isThere() throws IOException {
        if (!DurableFiles.names(next).isEmpty()) {
            return true;
        }
        for (Path file : DurableFiles.children(former)) {
            if (!isSame(mailbox.resolve(file.getFileName()), file)) {
                return true;
            }
        }
        return false;
    }

    /** Where its files are; a swap under way is left alone. */
    Path directory() throws IOException {
        return DurableFiles.names(next).isEmpty() ? former : next;
    }

    /** Deletes it; the present files are others. Returns whether there was one. */
    boolean delete() throws IOException {
        finishSwap();
        boolean there = isThere();
        remove(former);
        DurableFiles.syncDirectory(directory);
        return there;
    }

    /**
     * Makes the present files the former ones; nothing if there are none.
     *
     * @param present tells what is there once no swap is under way
     */
    void keep(Spool.Work<List<String>> present) throws IOException {
        finishSwap();
        List<String> extensions = present.run();
        if (!extensions.isEmpty()) {
            Path links = link(extensions);
            remove(former);
            Files.move(links, former, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncDirectory(directory);
        }
    }

    /**
     * Swaps the present files with the former ones, or finishes the swap that was begun, if nothing is heard of it yet.
     *
     * @param present tells what is there once no swap is under way
     * @return whether there were former ones
     */
    boolean swap(Spool.Work<List<String>> present) throws IOException {
        if (finishSwap()) {
            return true;
        }
        if (!isThere()) {
            return false;
        }
        List<String> replaced = new ArrayList<>();
        for (String extension : present.run()) {
            String file = name + '.' + extension;
            if (!isSame(mailbox.resolve(file), former.resolve(file))) { // kept, and then a death before it was replaced
                replaced.add(extension);
            }
        }
        Files.move(link(replaced), next, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(directory);
        finishSwap();
        return true;
    }

    private Path link(List<String> extensions) throws IOException {
        Path links = directory.resolve(name + ".new");
        remove(links);
        Files.createDirectories(links);
        for (String extension : extensions) {
            String file = name + '.' + extension;
            Files.createLink(links.resolve(file), mailbox.resolve(file));
        }
        DurableFiles.syncDirectory(links);
        return links;
    }

    /** Finishes a swap that was cut short; returns whether a former file was still to be put in place. */
    private boolean finishSwap() throws IOException {
        if (!Files.isDirectory(next)) {
            return false;
        }
        List<Path> files = DurableFiles.children(former);
        for (Path file : files) {
            Files.move(
                    file,
                    mailbox.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path link : DurableFiles.children(next)) {
            Path place = mailbox.resolve(link.getFileName());
            if (isSame(place, link)) { // what has been replaced meanwhile is another file
                Files.delete(place);
            }
        }
        DurableFiles.syncDirectory(mailbox);
        remove(former);
        Files.move(next, former, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(directory);
        return !files.isEmpty();
    }

    private static boolean isSame(Path place, Path link) throws IOException {
        try {
            return Files.isSameFile(place, link);
        } catch (NoSuchFileException e) {
            return false; // one of them has no such format, or has just been moved
        }
    }

    private static void remove(Path directory) throws IOException {
        for (Path file : DurableFiles.children(directory)) {
            Files.delete(file);
        }
        Files.deleteIfExists(directory);
    }
}

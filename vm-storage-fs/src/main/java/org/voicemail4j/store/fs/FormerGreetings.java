package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * From the moment {@code unavail.next} is there a swap is decided; what a death cut short is finished by whoever comes
 * next. Used by one at a time for each mailbox.
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

    boolean isThere() throws IOException {
        finishSwap();
        return !DurableFiles.names(former).isEmpty();
    }

    /** Makes the present files the former ones; nothing if there are none. */
    void keep(List<String> extensions) throws IOException {
        finishSwap();
        if (!extensions.isEmpty()) {
            Path links = link(extensions);
            remove(former);
            Files.move(links, former, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncDirectory(directory);
        }
    }

    /** Swaps the present files with the former ones. */
    void swap(List<String> extensions) throws IOException {
        Files.move(link(extensions), next, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(directory);
        finishSwap();
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

    private void finishSwap() throws IOException {
        if (!Files.isDirectory(next)) {
            return;
        }
        for (Path file : DurableFiles.children(former)) {
            Files.move(
                    file,
                    mailbox.resolve(file.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path link : DurableFiles.children(next)) {
            removeIfSame(mailbox.resolve(link.getFileName()), link);
        }
        DurableFiles.syncDirectory(mailbox);
        remove(former);
        Files.move(next, former, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(directory);
    }

    /** What has been replaced meanwhile is another file. */
    private static void removeIfSame(Path place, Path link) throws IOException {
        try {
            if (Files.isSameFile(place, link)) {
                Files.delete(place);
            }
        } catch (NoSuchFileException e) {
            return; // it was the only format of the former one, or has been removed before a death
        }
    }

    private static void remove(Path directory) throws IOException {
        for (Path file : DurableFiles.children(directory)) {
            Files.delete(file);
        }
        Files.deleteIfExists(directory);
    }
}

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Urgency;

/**
 * Where everything lies in a spool: {@code root/context/number/folder}, as Asterisk has it. Contexts and numbers cannot
 * leave the root, by what {@link MailboxId} admits. Symbolic links that an operator has put below the root are followed,
 * as Asterisk follows them; this library makes none.
 */
final class SpoolLayout {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolLayout.class);
    private static final String URGENT = "Urgent";
    /** No context can have that name: {@code ~} is not admitted. */
    private static final String OWNERS = ".owners~";

    private static final String OUTBOX = ".outbox~";

    private final Path root;
    /** Contexts that could not be looked into when they were last looked at; each is told once. */
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    SpoolLayout(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path root() {
        return root;
    }

    /** Where processes that have recordings in progress say so. */
    Path owners() {
        return root.resolve(OWNERS);
    }

    /** What must be sent because of messages. */
    Path outbox() {
        return root.resolve(OUTBOX);
    }

    Path mailbox(MailboxId mailbox) {
        Path path = root.resolve(mailbox.context()).resolve(mailbox.number()).normalize();
        if (!path.startsWith(root) || path.getNameCount() != root.getNameCount() + 2) {
            throw new IllegalArgumentException("a mailbox outside of the spool: " + mailbox);
        }
        return path;
    }

    Path tmp(MailboxId mailbox) {
        return mailbox(mailbox).resolve("tmp");
    }

    /** The directories that make up a folder, in the folder's order. */
    List<Path> directories(MailboxId mailbox, Folder folder) {
        Path own = mailbox(mailbox).resolve(folder.title());
        return folder == Folder.INBOX ? List.of(mailbox(mailbox).resolve(URGENT), own) : List.of(own);
    }

    /** Every directory of a mailbox that may be locked. */
    List<Path> lockable(MailboxId mailbox) {
        List<Path> directories = new ArrayList<>(List.of(mailbox(mailbox)));
        for (Folder folder : Folder.values()) {
            directories.addAll(directories(mailbox, folder));
        }
        return directories;
    }

    /** The directory into which a message comes. */
    Path directory(MailboxId mailbox, Folder folder, Urgency urgency) {
        boolean apart = folder == Folder.INBOX && urgency == Urgency.URGENT;
        return mailbox(mailbox).resolve(apart ? URGENT : folder.title());
    }

    /** The other one of the two directories of INBOX. */
    Path otherOfInbox(Path directory) {
        return directory.resolveSibling(isUrgent(directory) ? Folder.INBOX.title() : URGENT);
    }

    static boolean isUrgent(Path directory) {
        return directory.endsWith(URGENT);
    }

    /**
     * Every mailbox of which there is a directory. What lies in the root and may not be looked into, such as the {@code
     * lost+found} of a file system, is no context of ours.
     *
     * @throws IOException if the root itself may not be looked into, or cannot be read
     */
    List<MailboxId> mailboxes() throws IOException {
        List<MailboxId> found = new ArrayList<>();
        for (String context : directoriesIn(root)) {
            for (String number : numbersIn(context)) {
                found.add(new MailboxId(context, number));
            }
        }
        return found;
    }

    private List<String> numbersIn(String context) throws IOException {
        try {
            List<String> numbers = directoriesIn(root.resolve(context));
            closed.remove(context);
            return numbers;
        } catch (AccessDeniedException e) {
            if (closed.add(context)) {
                LOG.warn("{} may not be looked into and is passed over", root.resolve(context));
            }
            return List.of();
        }
    }

    private static List<String> directoriesIn(Path parent) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
            for (Path child : children) {
                nameOfDirectory(child).ifPresent(names::add);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return names;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private static Optional<String> nameOfDirectory(Path child) {
        String name = String.valueOf(child.getFileName());
        return MailboxId.isValid(name) && Files.isDirectory(child) ? Optional.of(name) : Optional.empty();
    }
}

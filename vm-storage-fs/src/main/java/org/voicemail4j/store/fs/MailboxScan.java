package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.fs.FolderListing.Stem;

/**
 * Reads what is in a mailbox. Other processes may rename files meanwhile; a look during which a folder changed is
 * repeated, so that no message is missed or seen twice. Messages without an id, or with one that another message of the
 * mailbox has already, get a new one on first sight, written into their {@code .txt}.
 */
final class MailboxScan {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxScan.class);
    /** Of a text that is to replace another one; recovery removes those that are left. */
    static final String DRAFT = ".rekey";

    private static final int MOST_LOOKS = 20;
    /** A file that is seen twice so often, in folders that do not change, has two names for good. */
    private static final int LOOKS_AT_LINKS = 3;

    private static final List<Folder> ALL = List.of(Folder.values());
    private static final List<Folder> COUNTED = List.of(Folder.INBOX, Folder.OLD);

    private final SpoolLayout layout;
    private final MailboxLocks locks;
    private final FailedCommits failed;
    private final SettledNames names;
    private final EnvelopeCache envelopes;
    private final RandomGenerator random;

    MailboxScan(
            SpoolLayout layout,
            MailboxLocks locks,
            FailedCommits failed,
            SettledNames names,
            EnvelopeCache envelopes,
            RandomGenerator random) {
        this.layout = layout;
        this.locks = locks;
        this.failed = failed;
        this.names = names;
        this.envelopes = envelopes;
        this.random = random;
    }

    /** Every message of the mailbox, each under an id of its own. */
    List<SpooledMessage> all(MailboxId mailbox) throws IOException {
        failed.retry(mailbox);
        return locks.alone(mailbox, () -> {
            List<SpooledMessage> messages = look(mailbox, ALL);
            return haveOwnIds(messages) ? messages : rekeyed(mailbox, messages);
        });
    }

    /** Counts the messages as they are. */
    MessageCounts counts(MailboxId mailbox) throws IOException {
        failed.retry(mailbox);
        int[] counts = new int[4];
        for (SpooledMessage message : locks.alone(mailbox, () -> look(mailbox, COUNTED))) {
            int at = message.folder() == Folder.INBOX ? 0 : 2;
            counts[at]++;
            counts[at + 1] += message.isUrgent() ? 1 : 0;
        }
        return new MessageCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    Optional<SpooledMessage> find(MailboxId mailbox, MessageId id) throws IOException {
        return find(all(mailbox), id);
    }

    /** As {@link #find}, but gives no message an id, for which its folder would have to be locked. */
    Optional<SpooledMessage> findAsIs(MailboxId mailbox, MessageId id) throws IOException {
        return find(locks.alone(mailbox, () -> look(mailbox, ALL)), id);
    }

    private static Optional<SpooledMessage> find(List<SpooledMessage> messages, MessageId id) {
        return messages.stream()
                .filter(message -> message.id().filter(id::equals).isPresent())
                .findFirst();
    }

    /** How many messages a folder holds; reads names only. */
    int count(MailboxId mailbox, Folder folder) throws IOException {
        return locks.alone(mailbox, () -> {
            int count = 0;
            for (Path directory : layout.directories(mailbox, folder)) {
                count += FolderListing.of(directory, names.in(directory)).count();
            }
            return count;
        });
    }

    private List<SpooledMessage> look(MailboxId mailbox, List<Folder> folders) throws IOException {
        List<Path> directories = folders.stream()
                .flatMap(folder -> layout.directories(mailbox, folder).stream())
                .toList();
        for (int looks = 1; ; looks++) {
            List<FileTime> before = times(directories);
            Optional<List<SpooledMessage>> seen = lookOnce(mailbox, folders);
            if (seen.isPresent()) {
                List<SpooledMessage> once = underOneName(seen.get());
                boolean isLinked = once.size() < seen.get().size() && looks >= LOOKS_AT_LINKS;
                boolean settled = times(directories).equals(before)
                        && (isLinked || once.size() == seen.get().size());
                if (settled || looks >= MOST_LOOKS) {
                    return once;
                }
            }
            if (looks > 2 * MOST_LOOKS) {
                throw new IOException("the folders change too fast to be read");
            }
        }
    }

    private static List<FileTime> times(List<Path> directories) throws IOException {
        List<FileTime> times = new ArrayList<>(directories.size());
        for (Path directory : directories) {
            try {
                times.add(Files.getLastModifiedTime(directory));
            } catch (NoSuchFileException e) {
                times.add(FileTime.fromMillis(0));
            }
        }
        return times;
    }

    /**
     * Each file under the first name it was seen by. A file that was renamed during the look may have been seen twice, and
     * so may one that has two names for good: Asterisk copies messages by links.
     */
    private static List<SpooledMessage> underOneName(List<SpooledMessage> seen) {
        Set<Object> files = new HashSet<>();
        return seen.stream().filter(message -> files.add(message.file())).toList();
    }

    /** One look; empty if a file went away meanwhile. */
    private Optional<List<SpooledMessage>> lookOnce(MailboxId mailbox, List<Folder> folders) throws IOException {
        List<SpooledMessage> seen = new ArrayList<>();
        try {
            for (Folder folder : folders) {
                for (Path directory : layout.directories(mailbox, folder)) {
                    add(seen, folder, FolderListing.read(directory));
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(seen);
    }

    private void add(List<SpooledMessage> seen, Folder folder, FolderListing listing) throws IOException {
        for (Stem stem : listing.messages()) {
            EnvelopeCache.Read read = envelopes.read(stem.in(listing.directory(), FolderListing.TEXT));
            seen.add(new SpooledMessage(folder, listing, stem, read.file(), read.envelope()));
        }
    }

    private static boolean haveOwnIds(List<SpooledMessage> messages) {
        Set<MessageId> ids = new HashSet<>();
        return messages.stream()
                .allMatch(message -> message.id().filter(ids::add).isPresent());
    }

    private List<SpooledMessage> rekeyed(MailboxId mailbox, List<SpooledMessage> messages) throws IOException {
        Set<Path> directories = directories(messages);
        Optional<List<SpooledMessage>> result = Optional.empty();
        while (result.isEmpty()) {
            result = locks.locked(mailbox, List.copyOf(directories), () -> {
                List<SpooledMessage> now = look(mailbox, ALL);
                boolean isMoreToLock = directories.addAll(directories(now)); // others put something elsewhere meanwhile
                return isMoreToLock ? Optional.empty() : Optional.of(rekeyedNow(mailbox, now));
            });
        }
        return result.get();
    }

    private static Set<Path> directories(List<SpooledMessage> messages) {
        return messages.stream().map(SpooledMessage::directory).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<SpooledMessage> rekeyedNow(MailboxId mailbox, List<SpooledMessage> messages) throws IOException {
        Set<MessageId> taken = new HashSet<>();
        List<SpooledMessage> result = new ArrayList<>();
        for (SpooledMessage message : messages) {
            boolean own = message.id().filter(taken::add).isPresent();
            result.add(own ? message : rekey(mailbox, message, taken));
        }
        return result;
    }

    private SpooledMessage rekey(MailboxId mailbox, SpooledMessage message, Set<MessageId> taken) throws IOException {
        MessageId id = fresh(message, taken);
        LOG.info("{} gets the id {}: it had none, or one that another message has", message.text(), id);
        try {
            Path temporary = layout.tmp(mailbox).resolve(id + DRAFT);
            Files.createDirectories(layout.tmp(mailbox));
            byte[] text = DurableFiles.readStart(message.text(), ConfText.MOST_BYTES);
            if (text.length > ConfText.MOST_BYTES) {
                throw new IOException("too long to be written anew");
            }
            DurableFiles.write(temporary, EnvelopeFile.withId(text, id), true);
            Files.move(temporary, message.text(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("cannot write an id into {}; it is known under {} until restart", message.text(), id, e);
            envelopes.rename(message.text(), id);
        }
        return message.under(id);
    }

    private MessageId fresh(SpooledMessage message, Set<MessageId> taken) {
        return Stream.generate(
                        () -> MessageId.create(message.contents().envelope().received(), random))
                .filter(taken::add)
                .findFirst()
                .orElseThrow();
    }
}

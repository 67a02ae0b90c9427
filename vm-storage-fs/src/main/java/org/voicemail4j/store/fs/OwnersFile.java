package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.voicemail4j.mailbox.MailboxId;

/**
 * A file of that name in each mailbox's directory of a spool, with a section for each thing that an owner has set. Changes are
 * made under a lock that other processes on the same spool honour, and replace the file as a whole; one that cannot be read
 * is reported and left as it is. For many threads.
 */
final class OwnersFile<K, V> implements AutoCloseable {

    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;
    private final String name;
    private final int mostBytes;
    private final Sections<K, V> sections;

    /**
     * @param clock tells that a lock is stale
     * @param mostBytes more of a file are not read
     */
    OwnersFile(Path root, Clock clock, String name, int mostBytes, Sections<K, V> sections) {
        RandomGenerator random = new SecureRandom();
        this.layout = new SpoolLayout(root);
        this.owners = new Owners(layout.owners(), ProcessHandle.current(), random);
        this.locks =
                new MailboxLocks(new FolderLock(owners, clock, Duration.ofMinutes(5), LockWaitClock.SYSTEM, random));
        this.name = name;
        this.mostBytes = mostBytes;
        this.sections = sections;
    }

    /** What the sections of a file say. */
    interface Sections<K, V> {

        /** An empty map whose order is that of the sections. */
        Map<K, V> none();

        /**
         * Reads all of them.
         *
         * @throws IllegalArgumentException or {@link DateTimeException} if one is malformed
         */
        void read(ConfText text, Map<K, V> into);

        /** The name of a section. */
        String name(K key);

        /** Its lines. */
        String lines(V value);
    }

    Map<K, V> all(MailboxId owner) {
        return Spool.work("read the " + name, owner, () -> read(file(owner)));
    }

    void put(MailboxId owner, K key, V value) {
        change(owner, all -> all.put(key, value));
    }

    /** Returns whether it was there. */
    boolean delete(MailboxId owner, K key) {
        boolean there = all(owner).containsKey(key);
        if (there) {
            change(owner, all -> all.remove(key));
        }
        return there;
    }

    private void change(MailboxId owner, Consumer<Map<K, V>> change) {
        Spool.work(
                "change the " + name,
                owner,
                () -> locks.locked(owner, List.of(layout.mailbox(owner)), () -> {
                    Map<K, V> all = read(file(owner));
                    change.accept(all);
                    CredentialFile.replace(file(owner), encode(all).getBytes(StandardCharsets.UTF_8));
                    return all;
                }));
    }

    private Path file(MailboxId owner) {
        return layout.mailbox(owner).resolve(name);
    }

    private Map<K, V> read(Path file) throws IOException {
        Map<K, V> all = sections.none();
        try {
            ConfText text = ConfText.parse(DurableFiles.readStart(file, mostBytes + 1), mostBytes);
            if (!text.problems().isEmpty()) { // what is not read would be gone with the next change
                throw new IOException(
                        "malformed: " + file + ": " + text.problems().get(0));
            }
            sections.read(text, all);
            return all;
        } catch (NoSuchFileException e) {
            return all;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("malformed: " + file + ": " + e.getMessage(), e);
        }
    }

    private String encode(Map<K, V> all) {
        StringBuilder text = new StringBuilder("; written by voicemail4j\n");
        all.forEach((key, value) ->
                text.append('[').append(sections.name(key)).append("]\n").append(sections.lines(value)));
        return text.toString();
    }

    /** Lets go of the file by which other processes know that this one lives. */
    @Override
    public void close() {
        Spool.work("close", layout.root(), () -> {
            owners.close();
            return layout;
        });
    }
}

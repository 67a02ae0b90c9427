package org.voicemail4j.store.fs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has recordings in progress or holds a folder's lock, and whether they still live. Each store that begins a
 * recording keeps a file of its own locked for as long as it is open; the kernel lets go of the lock when the process
 * dies, however it dies. The file's name, the owner's id, begins with process id and start time, so that a process never
 * opens the files of its own stores: closing one would drop the lock (POSIX). Of those it is enough that the file is there,
 * which a store takes away when it is closed and the last folder is unlocked.
 */
final class Owners implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);
    private static final Pattern ID = Pattern.compile("[0-9]+-[0-9]+-[0-9a-f]{8}");
    private static final String BREAKING = "breaking";

    private final Path directory;
    private final String process;
    private final String id;
    /** Owners that were found dead. Their files, whose lock may be held here meanwhile, are not opened again. */
    private final Set<String> dead = ConcurrentHashMap.newKeySet();

    private @Nullable FileChannel claim;
    private int locks;
    private boolean closed;

    Owners(Path directory, ProcessHandle self, RandomGenerator random) {
        this(directory, self.pid() + "-" + startMillis(self), random);
    }

    Owners(Path directory, String process, RandomGenerator random) {
        this.directory = directory;
        this.process = process + '-';
        this.id = this.process + HexFormat.of().toHexDigits(random.nextInt());
    }

    private static long startMillis(ProcessHandle self) {
        return self.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }

    /**
     * This store's id as an owner; what is owned under it is left alone by others until {@link #close}.
     *
     * @throws IOException if it is closed, or cannot write its file
     */
    synchronized String claim() throws IOException {
        if (closed) {
            throw new IOException("the store has been closed");
        }
        if (claim == null) {
            Files.createDirectories(directory);
            OwnerDrafts.sweep(directory, process);
            claim = OwnerDrafts.lockedFile(directory, id);
        }
        return id;
    }

    /** As {@link #claim}, for one who locks a folder: {@link #close} takes effect when that is unlocked. */
    synchronized String beginLock() throws IOException {
        String owner = claim();
        locks++;
        return owner;
    }

    /** The folder is unlocked. */
    synchronized void endLock() {
        locks--;
        try {
            letGo();
        } catch (IOException e) {
            LOG.warn("cannot remove {}; the next start does it", directory.resolve(id), e);
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether that owner may still be at work; an id that is none is nobody's. */
    boolean isLive(String owner) throws IOException {
        if (!isId(owner) || dead.contains(owner) || !Files.exists(directory.resolve(owner))) {
            return false;
        }
        if (owner.startsWith(process)) {
            return true;
        }
        Optional<Estate> estate = inherit(owner);
        estate.ifPresent(Estate::close);
        return estate.isEmpty();
    }

    /** Takes over what a dead owner left, against others who would do so too; empty if it lives or another has it. */
    Optional<Estate> inherit(String owner) throws IOException {
        Path file = directory.resolve(owner);
        boolean ours = owner.startsWith(process);
        if (!isId(owner) || (ours && Files.exists(file))) {
            return Optional.empty();
        }
        Files.createDirectories(directory);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) { // another user's: it may live, and keeps nobody else from starting
            LOG.debug("{}: whether that owner lives cannot be said", file, e);
            return Optional.empty();
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                dead.add(owner);
                return Optional.of(new Estate(file, channel, ours));
            }
        } catch (OverlappingFileLockException e) {
            // another store of this process is at it
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Runs work that only one at a time may do, of all processes that share the spool; empty, and nothing was run, if
     * another is at it. Where another user's file is in the way, one at a time of this process does.
     */
    <T> Optional<T> alone(Spool.Work<T> work) throws IOException {
        synchronized (Owners.class) { // of the whole process: it has one lock, and loses it with any of its channels
            Files.createDirectories(directory);
            try (FileChannel channel = breaking()) {
                return channel != null && channel.tryLock() == null ? Optional.empty() : Optional.of(work.run());
            } catch (OverlappingFileLockException e) {
                return Optional.empty();
            }
        }
    }

    private @Nullable FileChannel breaking() throws IOException {
        Path file = directory.resolve(BREAKING);
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            LOG.debug("another user's: {}", file, e);
            return null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        letGo();
    }

    private void letGo() throws IOException {
        if (closed && locks == 0 && claim != null) {
            Files.deleteIfExists(directory.resolve(id));
            claim.close();
            claim = null;
        }
    }

    /** What a dead owner left, while one takes care of it. */
    static final class Estate implements AutoCloseable {

        private final Path file;
        private final FileChannel lock;
        private final boolean ours;

        /** @param ours whether it was of this process, where an owner's file says that it lives */
        private Estate(Path file, FileChannel lock, boolean ours) {
            this.ours = ours;
            this.file = file;
            this.lock = lock;
        }

        /** Nothing is left of that owner. */
        void settle() throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void close() {
            try (lock) {
                if (ours) {
                    settle();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

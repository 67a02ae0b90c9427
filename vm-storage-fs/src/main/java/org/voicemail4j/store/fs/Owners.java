package org.voicemail4j.store.fs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who has recordings in progress or holds a folder's lock, and whether they still live. Each store that begins a
 * recording keeps a file of its own locked for as long as it is open; the kernel lets go of the lock when the process
 * dies, however it dies. The file's name, the owner's id, begins with process id and start time, so that a process never
 * opens the files of its own stores: closing one would drop the lock (POSIX).
 */
final class Owners implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("[0-9]+-[0-9]+-[0-9a-f]{8}");

    private final Path directory;
    private final String process;
    private final String id;
    /** Owners that were found dead. Their files, whose lock may be held here meanwhile, are not opened again. */
    private final Set<String> dead = ConcurrentHashMap.newKeySet();

    private @Nullable FileChannel claim;

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

    /** This store's id as an owner; what is owned under it is left alone by others until {@link #close}. */
    synchronized String claim() throws IOException {
        if (claim == null) {
            Files.createDirectories(directory);
            claim = lockedFile();
        }
        return id;
    }

    /** The file gets its name when it is locked: a node that starts just now must not take it for that of a dead one. */
    private FileChannel lockedFile() throws IOException {
        Path draft = directory.resolve(id + ".new");
        FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(draft, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether that owner may still be at work; an id that is none is nobody's. */
    boolean isLive(String owner) throws IOException {
        if (!isId(owner) || dead.contains(owner)) {
            return false;
        }
        if (owner.startsWith(process)) {
            return true;
        }
        if (!Files.exists(directory.resolve(owner))) {
            return false;
        }
        Optional<Estate> estate = inherit(owner);
        estate.ifPresent(Estate::close);
        return estate.isEmpty();
    }

    /** Takes over what a dead owner left, against others who would do so too; empty if it lives or another has it. */
    Optional<Estate> inherit(String owner) throws IOException {
        if (!isId(owner) || owner.startsWith(process)) {
            return Optional.empty();
        }
        Files.createDirectories(directory);
        Path file = directory.resolve(owner);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                dead.add(owner);
                return Optional.of(new Estate(file, channel));
            }
        } catch (OverlappingFileLockException e) {
            // another store of this process is at it
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public synchronized void close() throws IOException {
        if (claim != null) {
            Files.deleteIfExists(directory.resolve(id));
            claim.close();
            claim = null;
        }
    }

    /** What a dead owner left, while one takes care of it. */
    static final class Estate implements AutoCloseable {

        private final Path file;
        private final FileChannel lock;

        private Estate(Path file, FileChannel lock) {
            this.file = file;
            this.lock = lock;
        }

        /** Nothing is left of that owner. */
        void settle() throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void close() {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

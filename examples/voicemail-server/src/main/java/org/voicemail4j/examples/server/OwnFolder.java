package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder that is gone when the command is over, or when somebody ends it by Ctrl-C or a signal.
 *
 * @param path where it is
 * @param atTheEnd removes it if the process ends before it is closed
 */
record OwnFolder(Path path, Thread atTheEnd) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnFolder.class);
    /** Whoever still writes into it may be quicker once. */
    private static final int TRIES = 3;

    static OwnFolder make(String prefix) {
        try {
            Path path = Files.createTempDirectory(prefix);
            Thread atTheEnd = new Thread(() -> remove(path), "voicemail-tidy");
            Runtime.getRuntime().addShutdownHook(atTheEnd);
            return new OwnFolder(path, atTheEnd);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }

    private static void remove(Path path) {
        for (int tries = 0; tries < TRIES && Files.exists(path); tries++) {
            try {
                FolderTree.delete(path);
            } catch (UncheckedIOException e) {
                LOG.debug("{} is not removed yet", path, e);
            }
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending, which removes {}", path, e);
            return;
        }
        FolderTree.delete(path);
    }
}

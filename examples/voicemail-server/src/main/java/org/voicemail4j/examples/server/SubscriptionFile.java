package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.store.fs.FileSubscriptionStore;

/**
 * The subscriptions of one node among several that share a folder: the first file that no other node has. A node that
 * comes back takes a file that is free, and goes on with the phones that are in it.
 */
final class SubscriptionFile implements SubscriptionStore, AutoCloseable {

    private static final int MOST_NODES = 100;

    private final Path file;
    private final FileSubscriptionStore store;
    private final NodeLock lock;

    private SubscriptionFile(Path file, FileSubscriptionStore store, NodeLock lock) {
        this.file = file;
        this.store = store;
        this.lock = lock;
    }

    /**
     * Takes the first free one.
     *
     * @throws UnavailableException if there is none, or the folder cannot be written
     */
    static SubscriptionFile ofThisNode(Path folder) {
        try {
            Files.createDirectories(folder);
            for (int node = 1; node <= MOST_NODES; node++) {
                Path file = folder.resolve(node == 1 ? ".subscriptions~" : ".subscriptions-" + node + '~');
                Optional<NodeLock> lock = NodeLock.take(folder.resolve(file.getFileName() + "lock"));
                if (lock.isPresent()) {
                    return opened(file, lock.get());
                }
            }
        } catch (IOException e) {
            throw new UnavailableException("cannot keep subscriptions in " + folder + ": " + Settings.reason(e), e);
        }
        throw new UnavailableException("more than " + MOST_NODES + " servers keep subscriptions in " + folder, null);
    }

    /** Keeps the lock only with the file that it is for. */
    private static SubscriptionFile opened(Path file, NodeLock lock) throws IOException {
        try {
            return new SubscriptionFile(file, FileSubscriptionStore.in(file), lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public void put(StoredSubscription subscription) {
        store.put(subscription);
    }

    @Override
    public void remove(String id) {
        store.remove(id);
    }

    @Override
    public List<StoredSubscription> load() {
        return store.load();
    }

    @Override
    public void close() {
        store.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

package org.voicemail4j.examples.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far of something that consists of parts: to be closed with it, or if the next one cannot be opened. */
final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** One more. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes all of them, the last one first, whatever they say. */
    void closeAfter(Throwable failure) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        parts.clear();
    }

    /**
     * Closes all of them, the last one first, whatever they say.
     *
     * @throws IllegalStateException if one of them could not be closed
     */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("not all could be closed");
        closeAfter(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}

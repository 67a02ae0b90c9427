package org.voicemail4j.examples.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far of something that consists of parts, in case that the next one cannot be. */
final class Opened {

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
}

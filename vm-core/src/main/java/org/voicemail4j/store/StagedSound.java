package org.voicemail4j.store;

import java.time.Duration;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;

/**
 * Sound that waits somewhere (memory, a temporary file) until it is committed to where it belongs. It is open first and
 * takes sound; it has ended when nothing more is taken, and can still be read; closing it gives up what it holds, whatever
 * its state. For stores whose medium takes a recording as a whole; used by one thread at a time.
 */
public interface StagedSound extends AudioSink, AudioContent, AutoCloseable {

    /**
     * Does nothing while it is open.
     *
     * @throws IllegalStateException if it has ended or been closed; its message says which
     */
    void requireOpen();

    /**
     * Takes nothing more; what is there can be read until it is closed.
     *
     * @throws IllegalStateException if it has ended or been closed before
     */
    void end();

    /**
     * Cuts off what is longer.
     *
     * @throws IllegalStateException if it has ended or been closed
     */
    void truncate(Duration length);

    /** How long it is; what does not fill a block counts for nothing. */
    @Override
    Duration length();

    /** Gives up what is held; nothing happens a second time. */
    @Override
    void close();
}

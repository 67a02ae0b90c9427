package org.voicemail4j.audio;

import java.nio.ByteBuffer;

/** An open recording. Used by one thread at a time. */
public interface AudioReader extends AutoCloseable {

    /**
     * Reads coded sound at a place of one's choice.
     *
     * @param into filled from position to limit as far as there is sound; its position is advanced
     * @param position octets from the start of the coded sound (container not counted), not negative
     * @return octets read, at least 1 (0 only if the buffer has no room), or -1 if {@code position} is at or behind the end
     * @throws IllegalArgumentException if {@code position} is negative
     * @throws org.voicemail4j.VoicemailException if the recording cannot be read
     */
    int read(ByteBuffer into, long position);

    /** Lets go of file handles and the like. Closing twice is harmless. */
    @Override
    void close();
}

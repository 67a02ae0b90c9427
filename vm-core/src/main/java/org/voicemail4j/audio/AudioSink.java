package org.voicemail4j.audio;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Where recorded sound goes: one rendition of a message or greeting, appended in order. A media session records into
 * sinks and knows nothing of what is behind them. Used by one thread at a time, which need not always be the same one.
 */
public interface AudioSink {

    /** How this sink keeps its sound; what is appended is coded in that format's encoding. */
    AudioFormat format();

    /**
     * Appends coded sound. When this returns, the octets survive the death of this process (not of the machine).
     * Blocks no longer than one write to the medium below.
     *
     * @param audio coded sound without container or RTP header, read from position to limit; the position is advanced
     *     and the buffer is not kept
     * @throws org.voicemail4j.VoicemailException if the octets cannot be kept, such as on a full disk; what was
     *     appended before stays
     * @throws IllegalStateException if the recording has been committed or closed
     */
    void append(ByteBuffer audio);

    /** How much has been appended so far; a trailing part of a block counts for nothing. */
    Duration length();
}

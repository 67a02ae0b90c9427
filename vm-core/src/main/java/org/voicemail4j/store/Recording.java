package org.voicemail4j.store;

import java.time.Duration;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;

/**
 * Sound on its way into a store: a message or a greeting that is being recorded. It becomes part of the mailbox only
 * when it is committed; closing it uncommitted discards it. Used by one thread at a time.
 *
 * <pre>
 *   open --append--> open --commit--> committed --close--> closed
 *     '--restart--> open (empty)         open --close--> closed (discarded)
 * </pre>
 */
public interface Recording extends AutoCloseable {

    /** One sink for each format that the store keeps, the preferred one first; never empty. Each gets the whole sound. */
    List<AudioSink> renditions();

    /**
     * Cuts the end off every rendition.
     *
     * @param length what to keep, rounded down to whole blocks; nothing happens if no more than that was recorded
     * @throws IllegalStateException if committed or closed
     */
    void truncate(Duration length);

    /**
     * Throws away what was recorded and starts anew, for a retake.
     *
     * @throws IllegalStateException if committed or closed
     */
    void restart();

    /** What has been recorded so far, to listen to before commit; valid until this recording changes or ends. */
    AudioContent recorded();

    /** Discards the recording unless it was committed. Never throws for what is left to clean up; closing twice is harmless. */
    @Override
    void close();
}

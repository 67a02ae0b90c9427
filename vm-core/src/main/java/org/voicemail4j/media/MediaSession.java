package org.voicemail4j.media;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;

/**
 * The sound of one call, as its flow uses it: play, listen, record. Every method blocks until it has ended and returns
 * how; a hang-up is such an end and not an exception, and once the caller is gone every method returns so at once.
 *
 * <p>Keys are queued as they are pressed, at most 64 of them. Playing looks at the keys in the queue first: one that may
 * stop it stops it (so that people can type ahead), any other is dropped. Recording starts by dropping all of them. A key for
 * which there is no place in the queue is dropped; those in it stay.
 *
 * <p>What is played may have any {@link org.voicemail4j.audio.AudioFormat}.
 *
 * <p>Used by one thread at a time: the call's. Implemented by vm-media over RTP and by integrators over their own media;
 * the contracts are published as {@code MediaSessionContract}, {@code ListeningContract}, {@code SoundFormatsContract} and
 * {@code KeyQueueContract} in vm-testkit.
 */
public interface MediaSession {

    /**
     * Plays prompts one after the other, without gaps.
     *
     * @param prompts what to play; empty completes at once, and leaves the keys in the queue
     * @param stopKeys keys that stop it and are returned; others pressed meanwhile are dropped
     */
    PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys);

    /**
     * Plays a message under the listener's control.
     *
     * @param audio the message; a recording that has gone or cannot be read ends as if it were empty
     * @param controls which keys do what; every other key stops it and is returned
     */
    PlayEnd listen(AudioContent audio, ListenControls controls);

    /**
     * Records what the caller says.
     *
     * @param renditions where the sound goes, each in its own format; at least one. All are given the same sound,
     *     appended at least once a second. When this returns, everything has been appended
     * @param limits what ends it
     * @throws IllegalArgumentException if a rendition's format cannot be made; nothing has been appended then
     */
    RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits);

    /** In which language named prompts are spoken from now on. */
    default void language(Locale language) {}
}

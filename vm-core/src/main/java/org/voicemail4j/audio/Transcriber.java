package org.voicemail4j.audio;

import java.util.Locale;

/**
 * Writes down what is said in a recording: an SPI over a program or service that recognises speech. It may take as long as
 * it needs within a bound of its own; it is never called on the thread of a call, so no caller waits for it.
 *
 * <p>For many threads. What goes wrong is a {@link Transcription.Failed}, not thrown, unless the recording itself cannot be
 * read. Whatever it opens it closes. The contract is published as {@code TranscriberContract} in vm-testkit.
 */
@FunctionalInterface
public interface Transcriber {

    /**
     * Writes down a recording.
     *
     * @param language in which its owner is spoken to: the likeliest one, not a promise
     * @throws org.voicemail4j.VoicemailException if the recording has gone or cannot be read
     */
    Transcription transcribe(AudioContent sound, Locale language);
}

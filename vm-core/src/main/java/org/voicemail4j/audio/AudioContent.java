package org.voicemail4j.audio;

import java.time.Duration;

/**
 * One recording that can be listened to: coded sound without its container, of known length, read from any place. A
 * value that names the recording; {@link #open} does the work, may be called more than once and from any thread.
 */
public interface AudioContent {

    /** How the recording is kept. The octets read are those of its encoding, never those of its container. */
    AudioFormat format();

    /** How many octets of coded sound there are, container not counted, rounded down to whole blocks. */
    long payloadBytes();

    /**
     * Opens the recording for reading; whoever opens it closes it.
     *
     * @throws org.voicemail4j.VoicemailException if the recording has gone or cannot be read
     */
    AudioReader open();

    /** How long the recording sounds. */
    default Duration length() {
        return format().encoding().duration(payloadBytes());
    }
}

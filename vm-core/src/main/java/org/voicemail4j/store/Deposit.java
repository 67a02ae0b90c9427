package org.voicemail4j.store;

import java.util.Optional;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;

/**
 * A message on its way into a mailbox. From its first flushed second on it survives the death of the process: {@link
 * MessageStore#recover} delivers what a dead process had recorded. Its place in the mailbox is reserved when it begins,
 * so commit never finds the mailbox full.
 */
public interface Deposit extends Recording {

    /** The envelope that will be committed. */
    Envelope envelope();

    /**
     * Replaces the envelope, such as when the caller marks the message urgent or when recording really begins.
     *
     * @throws IllegalStateException if committed or closed
     */
    void envelope(Envelope envelope);

    /**
     * Says from when on this is a recording that recovery may deliver if the process dies: from the beep on, not while the
     * greeting plays. Until then a crash leaves nothing behind. It may take as long as the disk does, so say it before the
     * beep: whoever hears that talks at once. {@link #restart} takes it back: say it again before the beep of each retake.
     *
     * @throws IllegalStateException if committed or closed
     */
    void recordingBegins();

    /**
     * Makes the recording a message: durable, listed and counted when this returns.
     *
     * @return the message; empty if no sound was recorded: then nothing is stored
     * @throws StoreException if it cannot be kept; the recording is then left for {@link MessageStore#recover} as far as
     *     the medium allows
     * @throws IllegalStateException if committed or closed before
     */
    Optional<Message> commit();
}

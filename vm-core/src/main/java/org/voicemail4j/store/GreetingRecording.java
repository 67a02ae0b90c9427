package org.voicemail4j.store;

/** A greeting on its way into a mailbox. A crash discards it and leaves the old greeting as it was. */
public interface GreetingRecording extends Recording {

    /**
     * Puts the recording in the place of the greeting; the old one is heard until then.
     *
     * @throws StoreException if it cannot be kept; the old greeting stays
     * @throws IllegalStateException if committed or closed before, or if nothing was recorded
     */
    void commit();
}

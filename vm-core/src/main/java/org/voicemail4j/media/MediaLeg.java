package org.voicemail4j.media;

import java.util.Optional;

/**
 * The sound of one call, as its signalling sees it: what was offered and answered, keys that came outside the media, and
 * the end. The flow has the other end of it, the {@link #session}. For use by the call's signalling thread, beside the
 * flow's.
 */
public interface MediaLeg extends AutoCloseable {

    /** What the call's flow plays to and records from. */
    MediaSession session();

    /**
     * Our present answer.
     *
     * @throws IllegalStateException if we offered and {@link #accept} has not been called yet
     */
    MediaAnswer answer();

    /** Our own offer: for an INVITE that came without one, or to offer again. */
    MediaOffer offer();

    /**
     * Takes the other side's answer to our {@link #offer}.
     *
     * @return false if it has nothing in common with the offer; the call cannot go on
     */
    boolean accept(MediaAnswer answer);

    /**
     * Takes a new offer from the other side within the call: hold, resume, another address or codec.
     *
     * @return our answer; empty if it has no codec in common with us, and everything stays as it was
     */
    Optional<MediaAnswer> reoffer(MediaOffer offer);

    /**
     * The call has been answered for good just now, perhaps long after its sound was agreed on: some callers send nothing
     * before. Does nothing unless the media side wants to know.
     */
    default void answered() {}

    /**
     * A key that the signalling brought, such as by SIP INFO. Presses nothing if the media side has heard keys of the same
     * call itself: some phones send each both ways.
     */
    void press(Digit digit);

    /** The caller is gone: whatever plays or records ends with that. Does not block. */
    void hangUp();

    /** Frees ports and whatever else the call held; hangs up first. Closing twice is harmless. */
    @Override
    void close();
}

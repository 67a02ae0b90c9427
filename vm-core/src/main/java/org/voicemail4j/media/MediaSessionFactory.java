package org.voicemail4j.media;

import java.util.Optional;

/** Opens the sound of calls. Implemented by vm-media. For many threads; takes microseconds and never blocks. */
public interface MediaSessionFactory {

    /**
     * Opens the sound of a call that came with an offer.
     *
     * @return empty if the offer has no codec in common with us
     * @throws MediaException if there is no port left
     */
    Optional<MediaLeg> answer(MediaOffer offer);

    /**
     * Opens the sound of a call that came without an offer: we make one.
     *
     * @throws MediaException if there is no port left
     */
    MediaLeg offer();
}

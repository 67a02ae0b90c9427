package org.voicemail4j.sip;

import java.util.Objects;
import java.util.Optional;

/**
 * Who sent a request, as far as that is sure.
 *
 * @param trusted whether its word is taken: who it says called or asks
 * @param user whom it has proved to be by digest authentication
 */
record Peer(boolean trusted, Optional<String> user) {

    Peer {
        Objects.requireNonNull(user, "user");
    }
}

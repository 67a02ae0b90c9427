package org.voicemail4j.examples.asterisk.ami;

import java.util.Objects;

/**
 * A user of the manager protocol.
 *
 * @param username of manager.conf's section
 * @param secret its secret; shown by no text form
 */
public record AmiAccount(String username, String secret) {

    public AmiAccount {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(secret, "secret");
        if (username.isBlank() || secret.isEmpty()) {
            throw new IllegalArgumentException("a user of the manager protocol needs a name and a secret");
        }
    }

    @Override
    public String toString() {
        return "AmiAccount[" + username + "]";
    }
}

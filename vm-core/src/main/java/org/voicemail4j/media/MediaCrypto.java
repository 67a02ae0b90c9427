package org.voicemail4j.media;

import java.util.Objects;

/**
 * One way to encrypt what its speaker sends, as SDES proposes it (RFC 4568 §4). Each side encrypts with a key of its own.
 *
 * @param tag by which an answer names the proposal it takes, 0 to 999999999
 * @param key secret from which the keys are derived, with its suite
 */
public record MediaCrypto(int tag, MediaKey key) {

    private static final int LARGEST_TAG = 999_999_999;

    public MediaCrypto {
        Objects.requireNonNull(key, "key");
        if (tag < 0 || tag > LARGEST_TAG) {
            throw new IllegalArgumentException("not a tag: " + tag);
        }
    }
}

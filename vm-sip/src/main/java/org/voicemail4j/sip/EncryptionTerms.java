package org.voicemail4j.sip;

/**
 * What the sound of one call may be like.
 *
 * @param may whether it may be encrypted
 * @param must whether it may not be in clear
 */
record EncryptionTerms(boolean may, boolean must) {

    /** Those of a call, by how its signalling came. */
    static EncryptionTerms of(MediaEncryption policy, boolean byTls) {
        return switch (policy) {
            case OFF -> new EncryptionTerms(false, false);
            case BY_TLS -> new EncryptionTerms(byTls, false);
            case BY_ANY -> new EncryptionTerms(true, false);
            case REQUIRED -> new EncryptionTerms(byTls, true);
        };
    }
}

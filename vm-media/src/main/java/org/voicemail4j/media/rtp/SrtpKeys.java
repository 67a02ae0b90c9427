package org.voicemail4j.media.rtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.MediaKey;

/**
 * Derives session keys from a master key by AES in counter mode (RFC 3711 §4.3.3). Keys are derived once: the derivation
 * rate of SDES is 0 unless somebody asks for another one, which is not taken.
 */
final class SrtpKeys {

    /** What a key is for: the labels of RFC 3711 §4.3.2, for RTP; those of RTCP are three higher. */
    enum Purpose {
        ENCRYPTION,
        AUTHENTICATION,
        SALT
    }

    private static final int BLOCK = 16;
    /** Where the label stands in the 112 bits that are combined with the salt: before 48 bits of index. */
    private static final int LABEL_AT = 7;

    private final MediaKey master;
    private final int firstLabel;

    private SrtpKeys(MediaKey master, int firstLabel) {
        this.master = master;
        this.firstLabel = firstLabel;
    }

    static SrtpKeys forRtp(MediaKey master) {
        return new SrtpKeys(master, 0);
    }

    static SrtpKeys forRtcp(MediaKey master) {
        return new SrtpKeys(master, Purpose.values().length);
    }

    /** A key of that many octets. */
    byte[] derive(Purpose purpose, int bytes) {
        byte[] counter =
                Arrays.copyOf(master.masterSalt(), BLOCK); // a shorter salt is filled up with zeros (RFC 7714 §11)
        counter[LABEL_AT] ^= (byte) (firstLabel + purpose.ordinal());
        try {
            Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.masterKey(), "AES"), new IvParameterSpec(counter));
            return aes.doFinal(new byte[bytes]);
        } catch (GeneralSecurityException e) {
            throw new MediaException("this JVM cannot derive keys by AES", e);
        }
    }
}

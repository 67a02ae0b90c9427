package org.voicemail4j.media.rtp;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.MediaKey;

/** AEAD_AES_128_GCM: AES in Galois/counter mode with a tag of 128 bits (RFC 7714 §8, §9). */
final class SrtpGcm implements SrtpCipher {

    private static final int TAG = 16;
    private static final int NONCE = 12;
    private static final int REPORT_HEADER = 8;
    private static final int INDEX = 4;
    private static final int ENCRYPTED = 0x80000000;

    private final Cipher cipher;
    private final Key rtpKey;
    private final byte[] rtpSalt;
    private final Key rtcpKey;
    private final byte[] rtcpSalt;
    private final byte[] mki;
    private final byte[] nonce = new byte[NONCE];
    private final byte[] opened = new byte[Scratch.LARGEST];

    SrtpGcm(MediaKey key) {
        this(
                SrtpKeys.forRtp(key)
                        .derive(SrtpKeys.Purpose.ENCRYPTION, key.suite().keyBytes()),
                SrtpKeys.forRtp(key).derive(SrtpKeys.Purpose.SALT, NONCE),
                SrtpKeys.forRtcp(key)
                        .derive(SrtpKeys.Purpose.ENCRYPTION, key.suite().keyBytes()),
                SrtpKeys.forRtcp(key).derive(SrtpKeys.Purpose.SALT, NONCE),
                key.mki());
    }

    /** With session keys that have been derived. */
    SrtpGcm(byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt, byte[] mki) {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new MediaException("this JVM has no AES in Galois/counter mode", e);
        }
        this.rtpKey = new SecretKeySpec(rtpKey, "AES");
        this.rtpSalt = rtpSalt.clone();
        this.rtcpKey = new SecretKeySpec(rtcpKey, "AES");
        this.rtcpSalt = rtcpSalt.clone();
        this.mki = mki.clone();
    }

    @Override
    public int seal(byte[] packet, int header, int length, int rollover) {
        rtpNonce(packet, rollover);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, rtpKey, new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(packet, 0, header);
            return header + cipher.doFinal(packet, header, length - header, packet, header);
        } catch (GeneralSecurityException e) {
            throw new MediaException("AES in Galois/counter mode failed", e);
        }
    }

    @Override
    public int open(byte[] packet, int header, int length, int rollover) {
        int end = length - mki.length;
        if (end - TAG < header || length > opened.length || !names(packet, end)) {
            return FORGED;
        }
        rtpNonce(packet, rollover);
        try {
            cipher.init(Cipher.DECRYPT_MODE, rtpKey, new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(packet, 0, header);
            int bytes = cipher.doFinal(packet, header, end - header, opened, 0);
            System.arraycopy(opened, 0, packet, header, bytes);
            return header + bytes;
        } catch (AEADBadTagException e) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new MediaException("AES in Galois/counter mode failed", e);
        }
    }

    @Override
    public int sealReport(byte[] packet, int length, int index) {
        int word = ENCRYPTED | index;
        reportNonce(packet, index);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, rtcpKey, new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(packet, 0, REPORT_HEADER);
            cipher.updateAAD(octets(word));
            int end = REPORT_HEADER
                    + cipher.doFinal(packet, REPORT_HEADER, length - REPORT_HEADER, packet, REPORT_HEADER);
            RtpPacket.putInt32(packet, end, word);
            return end + INDEX;
        } catch (GeneralSecurityException e) {
            throw new MediaException("AES in Galois/counter mode failed", e);
        }
    }

    @Override
    public int reportIndex(byte[] packet, int length) {
        int at = length - mki.length - INDEX;
        return at < REPORT_HEADER + TAG ? FORGED : RtpPacket.int32(packet, at) & ~ENCRYPTED;
    }

    @Override
    public int openReport(byte[] packet, int length) {
        int end = length - mki.length - INDEX;
        if (end < REPORT_HEADER + TAG || length > opened.length || !names(packet, end + INDEX)) {
            return FORGED;
        }
        int word = RtpPacket.int32(packet, end);
        if ((word & ENCRYPTED) == 0) {
            return FORGED; // authenticated alone is not what was agreed
        }
        reportNonce(packet, word & ~ENCRYPTED);
        try {
            cipher.init(Cipher.DECRYPT_MODE, rtcpKey, new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(packet, 0, REPORT_HEADER);
            cipher.updateAAD(octets(word));
            int bytes = cipher.doFinal(packet, REPORT_HEADER, end - REPORT_HEADER, opened, 0);
            System.arraycopy(opened, 0, packet, REPORT_HEADER, bytes);
            return REPORT_HEADER + bytes;
        } catch (AEADBadTagException e) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new MediaException("AES in Galois/counter mode failed", e);
        }
    }

    private boolean names(byte[] packet, int at) {
        return Arrays.equals(packet, at, at + mki.length, mki, 0, mki.length);
    }

    /** Two zero octets, SSRC, rollover, sequence number; all of it combined with the salt (RFC 7714 §8.1). */
    private void rtpNonce(byte[] packet, int rollover) {
        System.arraycopy(rtpSalt, 0, nonce, 0, NONCE);
        for (int i = 0; i < 4; i++) {
            nonce[2 + i] ^= packet[8 + i];
            nonce[6 + i] ^= (byte) (rollover >>> 24 - 8 * i);
        }
        nonce[10] ^= packet[2];
        nonce[11] ^= packet[3];
    }

    /** Two zero octets, SSRC, two zero octets, index; all of it combined with the salt (RFC 7714 §9.1). */
    private void reportNonce(byte[] packet, int index) {
        System.arraycopy(rtcpSalt, 0, nonce, 0, NONCE);
        for (int i = 0; i < 4; i++) {
            nonce[2 + i] ^= packet[4 + i];
            nonce[8 + i] ^= (byte) (index >>> 24 - 8 * i);
        }
    }

    private static byte[] octets(int word) {
        byte[] octets = new byte[4];
        RtpPacket.putInt32(octets, 0, word);
        return octets;
    }
}

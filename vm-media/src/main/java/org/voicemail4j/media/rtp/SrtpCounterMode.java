package org.voicemail4j.media.rtp;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.MediaKey;

/** AES_CM_128_HMAC_SHA1_80: AES in counter mode, and 80 bits of HMAC-SHA1 behind the packet (RFC 3711 §4.1.1, §4.2.1). */
final class SrtpCounterMode implements SrtpCipher {

    private static final int TAG = 10;
    private static final int MAC_KEY = 20;
    private static final int REPORT_HEADER = 8;
    private static final int INDEX = 4;
    private static final int ENCRYPTED = 0x80000000;

    /** The session keys of RTP or of RTCP. */
    private static final class Session {
        private final Key key;
        private final byte[] salt;
        private final Mac mac;

        Session(SrtpKeys keys, MediaKey master) throws GeneralSecurityException {
            key = new SecretKeySpec(
                    keys.derive(SrtpKeys.Purpose.ENCRYPTION, master.suite().keyBytes()), "AES");
            salt = keys.derive(SrtpKeys.Purpose.SALT, master.suite().saltBytes());
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys.derive(SrtpKeys.Purpose.AUTHENTICATION, MAC_KEY), "HmacSHA1"));
        }
    }

    private final Cipher cipher;
    private final Session rtp;
    private final Session rtcp;
    private final byte[] mki;
    private final byte[] counter = new byte[16];
    private final byte[] digest = new byte[20];
    private final byte[] word = new byte[4];

    SrtpCounterMode(MediaKey key) {
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            rtp = new Session(SrtpKeys.forRtp(key), key);
            rtcp = new Session(SrtpKeys.forRtcp(key), key);
        } catch (GeneralSecurityException e) {
            throw new MediaException("this JVM has no AES in counter mode, or no HMAC-SHA1", e);
        }
        mki = key.mki();
    }

    @Override
    public int seal(byte[] packet, int header, int length, int rollover) {
        int ssrc = RtpPacket.int32(packet, 8);
        int sequence = (packet[2] & 0xFF) << 8 | packet[3] & 0xFF;
        crypt(rtp, packet, header, length, ssrc, (rollover & 0xFFFFFFFFL) << 16 | sequence);
        RtpPacket.putInt32(word, 0, rollover);
        digest(rtp, packet, length, word);
        System.arraycopy(digest, 0, packet, length, TAG);
        return length + TAG;
    }

    @Override
    public int open(byte[] packet, int header, int length, int rollover) {
        int end = length - TAG - mki.length;
        if (end < header || !names(packet, end)) {
            return FORGED;
        }
        RtpPacket.putInt32(word, 0, rollover);
        digest(rtp, packet, end, word);
        if (!isAuthentic(packet, length - TAG)) {
            return FORGED;
        }
        int ssrc = RtpPacket.int32(packet, 8);
        int sequence = (packet[2] & 0xFF) << 8 | packet[3] & 0xFF;
        crypt(rtp, packet, header, end, ssrc, (rollover & 0xFFFFFFFFL) << 16 | sequence);
        return end;
    }

    @Override
    public int sealReport(byte[] packet, int length, int index) {
        crypt(rtcp, packet, REPORT_HEADER, length, RtpPacket.int32(packet, 4), index);
        RtpPacket.putInt32(packet, length, ENCRYPTED | index);
        digest(rtcp, packet, length + INDEX, word, 0);
        System.arraycopy(digest, 0, packet, length + INDEX, TAG);
        return length + INDEX + TAG;
    }

    @Override
    public int reportIndex(byte[] packet, int length) {
        int at = length - TAG - mki.length - INDEX;
        return at < REPORT_HEADER ? FORGED : RtpPacket.int32(packet, at) & ~ENCRYPTED;
    }

    @Override
    public int openReport(byte[] packet, int length) {
        int end = length - TAG - mki.length - INDEX;
        if (end < REPORT_HEADER || !names(packet, end + INDEX)) {
            return FORGED;
        }
        digest(rtcp, packet, end + INDEX, word, 0);
        if (!isAuthentic(packet, length - TAG)) {
            return FORGED;
        }
        int index = RtpPacket.int32(packet, end);
        if ((index & ENCRYPTED) == 0) {
            return FORGED; // authenticated alone is not what was agreed
        }
        crypt(rtcp, packet, REPORT_HEADER, end, RtpPacket.int32(packet, 4), index & ~ENCRYPTED);
        return end;
    }

    /** Whether the key identifier stands there, if there has to be one. */
    private boolean names(byte[] packet, int at) {
        return Arrays.equals(packet, at, at + mki.length, mki, 0, mki.length);
    }

    private void crypt(Session session, byte[] packet, int from, int to, int ssrc, long index) {
        System.arraycopy(session.salt, 0, counter, 0, session.salt.length);
        for (int i = 0; i < 4; i++) {
            counter[4 + i] ^= (byte) (ssrc >>> 24 - 8 * i);
        }
        for (int i = 0; i < 6; i++) {
            counter[8 + i] ^= (byte) (index >>> 40 - 8 * i);
        }
        counter[14] = 0;
        counter[15] = 0;
        try {
            cipher.init(Cipher.ENCRYPT_MODE, session.key, new IvParameterSpec(counter));
            cipher.doFinal(packet, from, to - from, packet, from);
        } catch (GeneralSecurityException e) {
            throw new MediaException("AES in counter mode failed", e);
        }
    }

    private void digest(Session session, byte[] packet, int length, byte[] more) {
        digest(session, packet, length, more, more.length);
    }

    private void digest(Session session, byte[] packet, int length, byte[] more, int moreBytes) {
        try {
            session.mac.update(packet, 0, length);
            session.mac.update(more, 0, moreBytes);
            session.mac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new MediaException("HMAC-SHA1 failed", e);
        }
    }

    /** Takes the same time wherever the difference is. */
    private boolean isAuthentic(byte[] packet, int at) {
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= packet[at + i] ^ digest[i];
        }
        return difference == 0;
    }
}

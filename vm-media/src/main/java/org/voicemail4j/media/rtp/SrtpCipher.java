package org.voicemail4j.media.rtp;

import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaKey;

/**
 * Encrypts and authenticates packets in place with one master key, or undoes that (RFC 3711 §3.1, §3.4; RFC 7714). Knows
 * nothing of order or repetition: that is {@link SrtpSender}'s and {@link SrtpReceiver}'s. For one thread.
 */
interface SrtpCipher {

    /** The most octets that sealing adds to a packet. */
    int MOST_ADDED = 20;

    /** What {@code open} returns for a packet that nobody with the key has made. */
    int FORGED = -1;

    /**
     * Seals an RTP packet.
     *
     * @param header octets that stay in clear
     * @param length of the packet, behind which there is room
     * @param rollover how often its sequence number has begun anew
     * @return its new length
     */
    int seal(byte[] packet, int header, int length, int rollover);

    /**
     * Opens an RTP packet; one that is forged is left as it is.
     *
     * @return its new length, or {@link #FORGED}
     */
    int open(byte[] packet, int header, int length, int rollover);

    /**
     * Seals an RTCP packet.
     *
     * @param index its number, 31 bits
     * @return its new length
     */
    int sealReport(byte[] packet, int length, int index);

    /**
     * The number of a sealed RTCP packet, before it is opened.
     *
     * @return 31 bits, or {@link #FORGED} if the packet is too short to have one
     */
    int reportIndex(byte[] packet, int length);

    /**
     * Opens an RTCP packet; one that is forged is left as it is.
     *
     * @return its new length, or {@link #FORGED}
     */
    int openReport(byte[] packet, int length);

    /** The cipher of a key's suite. */
    static SrtpCipher of(MediaKey key) {
        return key.suite() == CryptoSuite.AEAD_AES_128_GCM ? new SrtpGcm(key) : new SrtpCounterMode(key);
    }
}

package org.voicemail4j.media.codec;

import org.voicemail4j.audio.AudioEncoding;

/**
 * GSM 06.10 full rate (ETSI EN 300 961), to the bit as the standard has it, without its codec homing, which is for testing
 * telephones: plain frames of 33 octets, and Microsoft's blocks of two frames in 65 octets as WAV files have them.
 *
 * <p>A stream's state takes less than 1 kB. What coding a frame needs besides is shared by all streams of the codec.
 */
final class GsmFullRate implements AudioCodec {

    private final GsmFraming framing;
    private final GsmScratch.Pool pool = new GsmScratch.Pool();

    private GsmFullRate(GsmFraming framing) {
        this.framing = framing;
    }

    static AudioCodec plain() {
        return new GsmFullRate(GsmFraming.PLAIN);
    }

    static AudioCodec microsoft() {
        return new GsmFullRate(GsmFraming.MICROSOFT);
    }

    @Override
    public AudioEncoding encoding() {
        return framing.encoding();
    }

    @Override
    public Decoder decoder() {
        return new GsmDecoder(framing, pool);
    }

    @Override
    public Encoder encoder() {
        return new GsmEncoder(framing, pool);
    }
}

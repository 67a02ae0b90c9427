package org.voicemail4j.media.codec;

/**
 * A codec that is spoken in RTP and kept in no file: each packet stands for itself and may have any length, as with Opus.
 * What we send is packets of 20 ms that all have the same length. A codec itself has no state and serves all threads; what
 * it makes has the state of one stream of sound and is used by one thread at a time.
 */
public interface PacketCodec {

    /** Its encoding name in session descriptions, such as {@code opus}. */
    String name();

    /** Clock rate of its timestamps in Hz, a multiple of 8000. */
    int clockRateHz();

    /** The payload type under which we offer it, 96 to 127. */
    int payloadType();

    /** What we write of it in {@code a=fmtp}; may be empty. */
    String parameters();

    /** Samples in a second that encoder and decoder have: 8000 or 16000. */
    int sampleRateHz();

    /** Octets of each packet of 20 ms that we send. */
    int packetBytes();

    /**
     * A decoder at the start of a stream: it is given one packet each time, as it came from the network, and writes at most as
     * many samples as there is room for. A packet that is no such packet gives no sample; nothing is thrown.
     */
    AudioCodec.Decoder decoder();

    /** An encoder at the start of a stream: each 20 ms of samples become {@link #packetBytes} octets. */
    AudioCodec.Encoder encoder();
}

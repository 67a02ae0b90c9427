package org.voicemail4j.audio;

import java.time.Duration;

/**
 * How sound is coded into octets, without any container. An encoding is made of blocks: the smallest piece that can be
 * decoded, always {@link #blockBytes} octets long and always {@link #blockSamples} samples of sound.
 */
public enum AudioEncoding {
    /** Linear PCM, 16 bit, little endian, 8 kHz. */
    LINEAR_8K(8000, 2, 1),
    /** Linear PCM, 16 bit, little endian, 16 kHz. */
    LINEAR_16K(16000, 2, 1),
    /** G.711 µ-law, 8 kHz (ITU-T G.711). */
    ULAW(8000, 1, 1),
    /** G.711 A-law, 8 kHz (ITU-T G.711). */
    ALAW(8000, 1, 1),
    /** GSM 06.10 full rate in frames of 33 octets (ETSI EN 300 961, RFC 3551 §4.5.8). */
    GSM(8000, 33, 160),
    /** GSM 06.10 full rate in Microsoft's blocks of 65 octets, two frames each. */
    MICROSOFT_GSM(8000, 65, 320),
    /** G.722 at 64 kbit/s: one octet for two samples of 16 kHz sound. */
    G722(16000, 1, 2);

    private final int sampleRateHz;
    private final int blockBytes;
    private final int blockSamples;

    AudioEncoding(int sampleRateHz, int blockBytes, int blockSamples) {
        this.sampleRateHz = sampleRateHz;
        this.blockBytes = blockBytes;
        this.blockSamples = blockSamples;
    }

    /** Samples of sound in one second. */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** Octets of the smallest piece that can be decoded. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Samples in one block. */
    public int blockSamples() {
        return blockSamples;
    }

    /**
     * How long {@code bytes} octets sound; a trailing part of a block counts for nothing.
     *
     * @param bytes octets without container, not negative
     */
    public Duration duration(long bytes) {
        long samples = bytes / blockBytes * blockSamples;
        return Duration.ofSeconds(samples / sampleRateHz, samples % sampleRateHz * 1_000_000_000L / sampleRateHz);
    }

    /** How many octets hold {@code length} of sound, rounded down to whole blocks. */
    public long bytes(Duration length) {
        long samples = length.toSeconds() * sampleRateHz + (long) length.getNano() * sampleRateHz / 1_000_000_000L;
        return samples / blockSamples * blockBytes;
    }
}

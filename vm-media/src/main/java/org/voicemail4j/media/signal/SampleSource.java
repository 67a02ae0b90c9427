package org.voicemail4j.media.signal;

/** Linear samples of 16 bit and one channel, read on from the start. Used by one thread at a time; whoever opens it closes it. */
public interface SampleSource extends AutoCloseable {

    /** Samples in a second. */
    int rateHz();

    /**
     * Reads on.
     *
     * @return samples read, at least 1 (0 only if none are wanted), or -1 at the end, then and ever after
     * @throws org.voicemail4j.VoicemailException if they cannot be read
     */
    int read(short[] samples, int from, int count);

    /** Lets go of files and the like. Closing twice is harmless. */
    @Override
    void close();

    /**
     * The same sound at another rate, by {@link RateConverter}; closing it closes this one.
     *
     * @throws IllegalArgumentException if there is no conversion between these rates
     */
    default SampleSource at(int rateHz) {
        return rateHz == rateHz() ? this : new ConvertedSource(this, rateHz);
    }

    /** The same sound so much louder; what becomes too loud is clipped. Closing it closes this one. */
    default SampleSource amplified(double factor) {
        return factor == 1 ? this : new AmplifiedSource(this, factor);
    }
}

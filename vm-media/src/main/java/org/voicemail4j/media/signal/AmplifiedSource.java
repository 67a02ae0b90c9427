package org.voicemail4j.media.signal;

/** Sound made louder or softer. */
final class AmplifiedSource implements SampleSource {

    private final SampleSource source;
    private final double factor;

    AmplifiedSource(SampleSource source, double factor) {
        this.source = source;
        this.factor = factor;
    }

    @Override
    public int rateHz() {
        return source.rateHz();
    }

    @Override
    public int read(short[] samples, int from, int count) {
        int read = source.read(samples, from, count);
        for (int i = from; i < from + read; i++) {
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(samples[i] * factor)));
        }
        return read;
    }

    @Override
    public void close() {
        source.close();
    }
}

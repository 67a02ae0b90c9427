package org.voicemail4j.media.signal;

/** Sound at another rate. */
final class ConvertedSource implements SampleSource {

    private static final int PIECE = 1024;

    private final SampleSource source;
    private final int rateHz;
    private final RateConverter converter;
    private final short[] taken = new short[PIECE];
    private final short[] converted;
    private int next;
    private int ready;

    ConvertedSource(SampleSource source, int rateHz) {
        this.source = source;
        this.rateHz = rateHz;
        converter = RateConverter.of(source.rateHz(), rateHz);
        converted = new short[converter.most(PIECE)];
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public int read(short[] samples, int from, int count) {
        while (next == ready) {
            int read = source.read(taken, 0, taken.length);
            if (read < 0) {
                return -1;
            }
            next = 0;
            ready = converter.convert(taken, 0, read, converted, 0);
        }
        int given = Math.min(count, ready - next);
        System.arraycopy(converted, next, samples, from, given);
        next += given;
        return given;
    }

    @Override
    public void close() {
        source.close();
    }
}

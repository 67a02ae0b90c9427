package org.voicemail4j.media.codec;

import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;

/** Transcodes by way of linear samples; sound whose encoding stays the same is copied as it is. */
final class CodecTranscoder implements AudioTranscoder {

    private static final int PIECE = 8000;

    private final AudioCodecs codecs;

    CodecTranscoder(AudioCodecs codecs) {
        this.codecs = codecs;
    }

    @Override
    public boolean canTranscode(AudioFormat from, AudioFormat to) {
        return from.encoding() == to.encoding()
                || (codecs.find(from.encoding()).isPresent()
                        && codecs.find(to.encoding()).isPresent());
    }

    @Override
    public void transcode(AudioContent from, AudioSink to) {
        if (!canTranscode(from.format(), to.format())) {
            throw new IllegalArgumentException("no codec to make " + to.format() + " of " + from.format());
        }
        if (from.format().encoding() == to.format().encoding()) {
            AudioTranscoder.COPYING.transcode(from, to);
        } else {
            convert(from, to);
        }
    }

    private void convert(AudioContent from, AudioSink to) {
        int rate = commonRate(from.format().encoding(), to.format().encoding());
        SoundWriter writer = new SoundWriter(to, codecs, rate);
        short[] samples = new short[PIECE];
        try (SoundReader reader = new SoundReader(from, codecs, rate)) {
            int count;
            while ((count = reader.read(samples, 0, samples.length)) >= 0) {
                writer.write(samples, 0, count);
            }
        }
        writer.finish();
    }

    private static int commonRate(AudioEncoding from, AudioEncoding to) {
        boolean wide = from.sampleRateHz() == SoundReader.WIDE && to.sampleRateHz() == SoundReader.WIDE;
        return wide ? SoundReader.WIDE : SoundReader.NARROW;
    }
}

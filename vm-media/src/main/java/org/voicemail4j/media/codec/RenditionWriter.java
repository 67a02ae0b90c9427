package org.voicemail4j.media.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.signal.RateConverter;

/**
 * Writes the same linear samples to several sinks, to each in its own encoding, octet for octet what a {@link SoundWriter}
 * for each of them would write. What they have in common is done once: the change of rate, and the coding of GSM for both of
 * its framings. Used by one thread at a time.
 */
public final class RenditionWriter {

    private static final int PIECE_SAMPLES = 1600;
    private static final short[] SILENCE = new short[AudioEncoding.GSM.blockSamples()];

    private final int rateHz;
    private final List<SoundWriter> direct = new ArrayList<>();
    private final List<SoundWriter> converted = new ArrayList<>();
    private final short[] room;
    private @Nullable RateConverter converter;
    private @Nullable GsmTwins twins;
    private @Nullable SoundWriter twinsWriter;

    /**
     * @param rateHz samples in a second that {@link #write} is given: 8000 or 16000
     * @throws IllegalArgumentException if it is another rate, or there is no codec for the format of one of the sinks
     */
    public RenditionWriter(List<? extends AudioSink> sinks, AudioCodecs codecs, int rateHz) {
        if (rateHz != SoundReader.NARROW && rateHz != SoundReader.WIDE) {
            throw new IllegalArgumentException("neither 8000 nor 16000 Hz: " + rateHz);
        }
        this.rateHz = rateHz;
        List<AudioSink> single = new ArrayList<>(sinks);
        AudioSink plain = find(sinks, codecs, AudioEncoding.GSM);
        AudioSink microsoft = find(sinks, codecs, AudioEncoding.MICROSOFT_GSM);
        if (plain != null && microsoft != null) {
            single.remove(plain);
            single.remove(microsoft);
            twins = new GsmTwins(plain, microsoft);
            twinsWriter = add(twins, codecs);
        }
        single.forEach(sink -> add(sink, codecs));
        room = new short[converter == null ? 0 : converter.most(PIECE_SAMPLES)];
    }

    /** The first sink that is written in our own GSM with that framing, or null. */
    private static @Nullable AudioSink find(
            List<? extends AudioSink> sinks, AudioCodecs codecs, AudioEncoding encoding) {
        return sinks.stream()
                .filter(sink -> sink.format().encoding() == encoding)
                .filter(sink -> codecs.require(encoding) instanceof GsmFullRate)
                .findFirst()
                .orElse(null);
    }

    private SoundWriter add(AudioSink sink, AudioCodecs codecs) {
        int own = sink.format().encoding().sampleRateHz();
        SoundWriter writer = new SoundWriter(sink, codecs, own);
        if (own == rateHz) {
            direct.add(writer);
        } else {
            converted.add(writer);
            converter = converter == null ? RateConverter.of(rateHz, own) : converter;
        }
        return writer;
    }

    /**
     * Writes samples.
     *
     * @throws org.voicemail4j.VoicemailException if a sink does not take them
     */
    public void write(short[] samples, int from, int count) {
        for (SoundWriter writer : direct) {
            writer.write(samples, from, count);
        }
        RateConverter change = converter;
        if (change == null) {
            return;
        }
        for (int at = 0; at < count; at += PIECE_SAMPLES) {
            int piece = change.convert(samples, from + at, Math.min(PIECE_SAMPLES, count - at), room, 0);
            for (SoundWriter writer : converted) {
                writer.write(room, 0, piece);
            }
        }
    }

    /**
     * Writes what waits for a whole block, filled up with silence.
     *
     * @throws org.voicemail4j.VoicemailException if a sink does not take it
     */
    public void finish() {
        direct.forEach(SoundWriter::finish);
        converted.forEach(SoundWriter::finish);
        SoundWriter both = twinsWriter;
        if (twins != null && both != null && twins.lacksFrame()) {
            both.write(SILENCE, 0, SILENCE.length);
        }
    }
}

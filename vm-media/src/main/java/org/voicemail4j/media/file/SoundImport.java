package org.voicemail4j.media.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.signal.Loudness;
import org.voicemail4j.media.signal.RateConverter;
import org.voicemail4j.media.signal.SampleSource;

/**
 * Takes in sound files of others, such as greetings that owners made elsewhere: everything that {@link SoundFile} reads, and
 * WAVE files at any usual rate from 4 to 192 kHz, of up to eight channels, of 8, 16, 24 or 32 bit linear, floating point,
 * µ-law or A-law samples. Channels are mixed into one. Has no state; for many threads.
 */
public final class SoundImport {

    /** How loud greetings are made, in LUFS of ITU-R BS.1770-4: the English prompts have -18, Asterisk's -20 (medians). */
    public static final double GREETING_LUFS = -19;

    /** The highest peak that making something louder may lead to, in dB of full scale. */
    public static final double GREETING_PEAK_DB = -1;

    private static final int WIDE = 16_000;

    private SoundImport() {}

    /**
     * Opens a file to be read at its own rate; whoever opens it closes it.
     *
     * @throws MediaException if there is no such file, or it is no sound that can be read here; the message says which and why
     */
    public static SampleSource open(Path path, AudioCodecs codecs) {
        return SoundFile.plain(path)
                .<SampleSource>map(content -> new SoundReader(
                        content, codecs, content.format().encoding().sampleRateHz()))
                .orElseGet(() -> openWave(path));
    }

    /**
     * Reads a file as a greeting: one channel, at 16 kHz if it has that much and else at 8 kHz, brought to {@link
     * #GREETING_LUFS}, or as near as its peak lets it. The sound is kept in memory.
     *
     * @param longest what is longer is refused; a minute takes up to 2 MB
     * @throws MediaException if the file cannot be read, is too long, or holds no sound
     */
    public static AudioContent greeting(Path path, AudioCodecs codecs, Duration longest) {
        try (SampleSource own = open(path, codecs)) {
            AudioFormat format = own.rateHz() >= WIDE ? AudioFormat.WAV16 : AudioFormat.WAV;
            SampleSource source = own.at(format.encoding().sampleRateHz());
            short[] samples = all(path, source, longest);
            Loudness loudness = new Loudness(source.rateHz());
            loudness.add(samples, 0, samples.length);
            return new SoundBytes(format, linear(samples, loudness.gain(GREETING_LUFS, GREETING_PEAK_DB)));
        }
    }

    private static short[] all(Path path, SampleSource source, Duration longest) {
        int most = (int) Math.min(Integer.MAX_VALUE / 4, longest.toMillis() * source.rateHz() / 1000);
        short[] samples = new short[Math.min(most + 1, 10 * source.rateHz())];
        int count = 0;
        int read;
        while ((read = source.read(samples, count, samples.length - count)) >= 0) {
            count += read;
            if (count > most) {
                throw new MediaException("sound file " + path + " is longer than " + longest.toSeconds() + " s");
            }
            if (count == samples.length) {
                samples = Arrays.copyOf(samples, (int) Math.min(most + 1L, 2L * count));
            }
        }
        if (count == 0) {
            throw new MediaException("sound file " + path + " holds no sound");
        }
        return Arrays.copyOf(samples, count);
    }

    private static byte[] linear(short[] samples, double gain) {
        byte[] octets = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            int louder = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(samples[i] * gain)));
            octets[2 * i] = (byte) louder;
            octets[2 * i + 1] = (byte) (louder >> 8);
        }
        return octets;
    }

    private static SampleSource openWave(Path path) {
        FileChannel file = null;
        try {
            file = FileChannel.open(path, StandardOpenOption.READ);
            WaveLayout layout = WaveLayout.of(file);
            if (!RateConverter.canConvert(layout.rateHz(), WIDE)) {
                throw new MediaException("has " + Integer.toUnsignedString(layout.rateHz())
                        + " samples in a second, which cannot be converted here");
            }
            return new WaveReader(path, file, layout);
        } catch (NoSuchFileException e) {
            throw new MediaException(path + ": no such file", e);
        } catch (IOException e) {
            closeQuietly(file, e);
            throw new MediaException("sound file " + path + " cannot be read", e);
        } catch (MediaException e) {
            closeQuietly(file, e);
            throw new MediaException("sound file " + path + " " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(@Nullable FileChannel file, Exception reason) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }
}

package org.voicemail4j.media.prompt;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.prompt.PromptFinding.Fault;

/** How loud a sound is, and how long it is silent at either end; read at 8 kHz. Figures in dB below full scale. */
final class SoundLevels {

    private static final int RATE_HZ = SoundReader.NARROW;
    private static final int FRAME = RATE_HZ / 100;
    private static final double FULL_SCALE = 32_768;

    /** What µ-law can say at most; so many samples in a row are no accident. */
    private static final int FULL = 32_124;

    private static final int CLIPPED_SAMPLES = 5;
    private static final double SILENT = FULL_SCALE / 400;
    private static final double QUIETEST_DB = -30;
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(1200);

    private int full;
    private int fullest;
    private int samples;
    private int firstHeard = -1;
    private int lastHeard;
    private int peak;
    private double frameEnergy;
    private double heardEnergy;
    private int heardFrames;

    private SoundLevels() {}

    static SoundLevels of(AudioContent sound, AudioCodecs codecs) {
        SoundLevels levels = new SoundLevels();
        short[] piece = new short[FRAME];
        try (SoundReader reader = new SoundReader(sound, codecs, RATE_HZ)) {
            int read;
            while ((read = reader.read(piece, 0, piece.length)) > 0) {
                for (int i = 0; i < read; i++) {
                    levels.add(piece[i]);
                }
            }
        }
        return levels;
    }

    private void add(short sample) {
        int size = Math.abs((int) sample);
        peak = Math.max(peak, size);
        full = size >= FULL ? full + 1 : 0;
        fullest = Math.max(fullest, full);
        frameEnergy += (double) size * size;
        samples++;
        if (samples % FRAME == 0) {
            endFrame();
        }
    }

    private void endFrame() {
        if (Math.sqrt(frameEnergy / FRAME) > SILENT) {
            firstHeard = firstHeard < 0 ? samples - FRAME : firstHeard;
            lastHeard = samples;
            heardEnergy += frameEnergy;
            heardFrames++;
        }
        frameEnergy = 0;
    }

    Optional<Fault> fault() {
        if (fullest >= CLIPPED_SAMPLES) {
            return Optional.of(Fault.CLIPPED);
        }
        if (loudnessDb() < QUIETEST_DB) {
            return Optional.of(Fault.QUIET);
        }
        boolean isLong = lead().compareTo(LONGEST_SILENCE) > 0 || trail().compareTo(LONGEST_SILENCE) > 0;
        return isLong ? Optional.of(Fault.SILENCE) : Optional.empty();
    }

    /** Of what is not silent. */
    private double loudnessDb() {
        return heardFrames == 0 ? -99 : decibels(Math.sqrt(heardEnergy / heardFrames / FRAME));
    }

    private static double decibels(double size) {
        return size == 0 ? -99 : 20 * Math.log10(size / FULL_SCALE);
    }

    private Duration lead() {
        return duration(Math.max(firstHeard, 0));
    }

    private Duration trail() {
        return duration(samples - lastHeard);
    }

    private static Duration duration(int count) {
        return Duration.ofMillis(count * 1000L / RATE_HZ);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "peak %.1f dBFS, speech %.1f dBFS, silence %d ms before and %d ms after",
                decibels(peak),
                loudnessDb(),
                lead().toMillis(),
                trail().toMillis());
    }
}

package org.voicemail4j.benchmarks;

import java.util.SplittableRandom;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodecs;

/** Sound to code, 2,000 frames of 20 ms, the same at every run. */
public enum Material {
    /** A gliding voice of pulses and breath through two resonances. */
    SPEECH {
        @Override
        public short[] sound() {
            SplittableRandom random = new SplittableRandom(610);
            short[] sound = new short[SAMPLES];
            double a1 = 0, a2 = 0, b1 = 0, b2 = 0, before = 0;
            for (int i = 0; i < SAMPLES; i++) {
                int syllable = i / 1600;
                double glottis = i % (50 + syllable % 40) == 0 && syllable % 3 != 2 ? 9000 : 0;
                double drive = glottis - before + random.nextInt(-200, 201);
                before = glottis;
                double a = drive + (1.7 - 0.07 * (syllable % 9)) * a1 - 0.9 * a2;
                a2 = a1;
                a1 = a;
                double b = a / 4 + (0.37 - 0.17 * (syllable % 6)) * b1 - 0.8 * b2;
                b2 = b1;
                b1 = b;
                sound[i] = (short) Math.max(-32768, Math.min(32767, b));
            }
            return sound;
        }
    },
    /** White noise, loud and soft by turns. */
    NOISE {
        @Override
        public short[] sound() {
            SplittableRandom random = new SplittableRandom(611);
            short[] sound = new short[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                sound[i] = (short) (random.nextInt() >> 16 + i / 160 % 8);
            }
            return sound;
        }
    };

    /** Frames of 20 ms. */
    public static final int FRAMES = 2000;

    static final int SAMPLES = FRAMES * 160;

    /** The samples. */
    public abstract short[] sound();

    /** The samples in an encoding. */
    public byte[] coded(AudioEncoding encoding) {
        byte[] coded = new byte[SAMPLES / encoding.blockSamples() * encoding.blockBytes()];
        short[] sound = sound();
        AudioCodecs.standard().require(encoding).encoder().encode(sound, 0, sound.length, coded, 0);
        return coded;
    }
}

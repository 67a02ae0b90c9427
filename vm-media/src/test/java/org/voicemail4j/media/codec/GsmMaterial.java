package org.voicemail4j.media.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.voicemail4j.audio.AudioEncoding;

/** What GSM is tested with: 2,000 frames of each kind, the same at every run on every machine. */
enum GsmMaterial {
    /** A voice: pulses of gliding pitch and hiss through two gliding resonances, with pauses. */
    SPEECH {
        @Override
        short[] sound() {
            SplittableRandom random = new SplittableRandom(610);
            short[] sound = new short[SAMPLES];
            long a1 = 0, a2 = 0, b1 = 0, b2 = 0;
            int untilPulse = 0;
            int pitch = 60;
            long glottis = 0;
            for (int i = 0; i < SAMPLES; i++) {
                int syllable = i / 1600;
                if (i % 1600 == 0) {
                    pitch = 30 + random.nextInt(90);
                }
                boolean pulse = untilPulse-- <= 0;
                untilPulse = pulse ? pitch + (i >> 8) % 7 : untilPulse;
                long breath = random.nextInt(-200, 201);
                long before = glottis;
                glottis = pulse && syllable % 3 != 2 ? 9000 : 0;
                long drive = syllable % 5 == 4 ? 0 : breath + glottis - before;
                // resonances y = x + 2 r cos(w) y1 - r² y2 in fractions of 1/4096
                long a = drive + (7000 - 300 * (syllable % 9)) * a1 / 4096 - 3700 * a2 / 4096;
                a2 = a1;
                a1 = a;
                long b = a / 4 + (1500 - 700 * (syllable % 6)) * b1 / 4096 - 3300 * b2 / 4096;
                b2 = b1;
                b1 = b;
                sound[i] = (short) Math.max(-32768, Math.min(32767, b));
            }
            return sound;
        }
    },
    /** White noise whose loudness changes from frame to frame. */
    NOISE {
        @Override
        short[] sound() {
            SplittableRandom random = new SplittableRandom(611);
            short[] sound = new short[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                sound[i] = (short) (random.nextInt() >> 16 + i / 160 % 16);
            }
            return sound;
        }
    },
    /** Rails: squares of all lengths, single peaks, and runs at either end of the scale. */
    FULL_SCALE {
        @Override
        short[] sound() {
            SplittableRandom random = new SplittableRandom(612);
            short[] sound = new short[SAMPLES];
            int at = 0;
            while (at < SAMPLES) {
                int run = 1 + random.nextInt(1 + random.nextInt(200));
                int value = new int[] {-32768, 32767, 0, -32768, 32767, -1}[random.nextInt(6)];
                for (int i = 0; i < run && at < SAMPLES; i++) {
                    sound[at++] = (short) value;
                }
            }
            return sound;
        }
    },
    /** Nothing, and the faintest that there is. */
    SILENCE {
        @Override
        short[] sound() {
            SplittableRandom random = new SplittableRandom(613);
            short[] sound = new short[SAMPLES];
            for (int i = SAMPLES / 2; i < SAMPLES; i++) {
                int most = 1 << i / 3200 % 6;
                sound[i] = (short) random.nextInt(-most, most + 1);
            }
            return sound;
        }
    },
    /** Random code words, those included that no encoder makes. */
    RANDOM_WORDS {
        @Override
        short[] sound() {
            throw new UnsupportedOperationException("random words are no sound");
        }
    };

    static final int FRAMES = 2000;
    static final int SAMPLES = FRAMES * 160;

    abstract short[] sound();

    /** Coded frames: those of the sound, or the random ones. */
    byte[] coded(AudioEncoding framing) {
        return this == RANDOM_WORDS ? random(framing) : encode(framing, sound());
    }

    private static byte[] random(AudioEncoding framing) {
        byte[] coded = new byte[SAMPLES / framing.blockSamples() * framing.blockBytes()];
        new SplittableRandom(614).nextBytes(coded);
        if (framing == AudioEncoding.GSM) {
            for (int i = 0; i < coded.length; i += framing.blockBytes()) {
                coded[i] = (byte) (0xD0 | coded[i] & 0xF);
            }
        }
        return coded;
    }

    static byte[] encode(AudioEncoding framing, short[] sound) {
        byte[] coded = new byte[sound.length / framing.blockSamples() * framing.blockBytes()];
        AudioCodecs.standard().require(framing).encoder().encode(sound, 0, sound.length, coded, 0);
        return coded;
    }

    static short[] decode(AudioEncoding framing, byte[] coded) {
        short[] sound = new short[coded.length / framing.blockBytes() * framing.blockSamples()];
        AudioCodecs.standard().require(framing).decoder().decode(coded, 0, coded.length, sound, 0);
        return sound;
    }

    static byte[] octets(short[] sound) {
        ByteBuffer octets = ByteBuffer.allocate(2 * sound.length).order(ByteOrder.LITTLE_ENDIAN);
        octets.asShortBuffer().put(sound);
        return octets.array();
    }

    /** The first 16 digits of SHA-256. */
    static String digest(byte[] octets) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(octets);
            return HexFormat.of().formatHex(whole, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

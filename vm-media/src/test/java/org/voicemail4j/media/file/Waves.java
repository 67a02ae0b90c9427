package org.voicemail4j.media.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.signal.SampleSource;

/** WAVE files as others make them, chunk by chunk. */
final class Waves {

    private Waves() {}

    static byte[] chunk(String name, long claimed, byte[] octets) {
        return ByteBuffer.allocate(8 + octets.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt((int) claimed)
                .put(octets)
                .array();
    }

    static byte[] chunk(String name, byte[] octets) {
        return chunk(name, octets.length, Arrays.copyOf(octets, octets.length + octets.length % 2));
    }

    static byte[] format(int tag, int channels, int rateHz, int bits) {
        return chunk(
                "fmt ",
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) tag)
                        .putShort((short) channels)
                        .putInt(rateHz)
                        .putInt(rateHz * channels * bits / 8)
                        .putShort((short) (channels * bits / 8))
                        .putShort((short) bits)
                        .array());
    }

    static byte[] file(byte[]... chunks) {
        int length = Arrays.stream(chunks).mapToInt(chunk -> chunk.length).sum();
        ByteBuffer all = ByteBuffer.allocate(12 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + length)
                .put("WAVE".getBytes(StandardCharsets.US_ASCII));
        Arrays.stream(chunks).forEach(all::put);
        return all.array();
    }

    /** A tone of 440 Hz and half full scale, in 16 bit, the same in each channel. */
    static byte[] tone(int rateHz, int channels, double seconds) {
        int frames = (int) (rateHz * seconds);
        ByteBuffer octets = ByteBuffer.allocate(2 * channels * frames).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) {
            for (int channel = 0; channel < channels; channel++) {
                octets.putShort((short) Math.round(16384 * Math.sin(2 * Math.PI * 440 * i / rateHz)));
            }
        }
        return octets.array();
    }

    /** All samples of a file, at its own rate. */
    static short[] samples(Path path) {
        return samples(path, 0);
    }

    /** All samples of a file at a rate; 0: its own. */
    static short[] samples(Path path, int rateHz) {
        try (SampleSource own = SoundImport.open(path, AudioCodecs.standard())) {
            SampleSource source = rateHz == 0 ? own : own.at(rateHz);
            short[] all = new short[1 << 12];
            int count = 0;
            int read;
            while ((read = source.read(all, count, all.length - count)) >= 0) {
                count += read;
                all = count == all.length ? Arrays.copyOf(all, 2 * count) : all;
            }
            return Arrays.copyOf(all, count);
        }
    }

    static Path write(Path folder, String name, byte[] octets) {
        try {
            return Files.write(folder.resolve(name), octets);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Amplitude of 440 Hz in the last whole second, as a part of full scale. */
    static double toneOf(short[] sound, int rateHz) {
        double sine = 0;
        double cosine = 0;
        for (int i = sound.length - rateHz; i < sound.length; i++) {
            double turn = 2 * Math.PI * (440L * i % rateHz) / rateHz;
            sine += sound[i] * Math.sin(turn);
            cosine += sound[i] * Math.cos(turn);
        }
        return 2 * Math.hypot(sine, cosine) / rateHz / 32768;
    }
}

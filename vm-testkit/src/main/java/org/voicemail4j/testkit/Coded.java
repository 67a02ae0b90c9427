package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;

/** A message whose frames of 20 ms tell their numbers by how loud each half of them is, so that G.711 does not blur them. */
final class Coded {

    /** How many frames it has. */
    static final int MOST = 40;

    private static final int LEVELS = 8;
    private static final int HALF = 80;
    private static final double SOFTEST = 300;
    private static final double APART = 1.6;

    private Coded() {}

    static AudioContent message() {
        ByteBuffer octets = ByteBuffer.allocate(MOST * 2 * HALF * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 0; frame < MOST; frame++) {
            half(octets, frame / LEVELS);
            half(octets, frame % LEVELS);
        }
        return Sounds.of(AudioFormat.SLN, octets.array());
    }

    private static void half(ByteBuffer octets, int level) {
        for (int i = 0; i < HALF; i++) {
            octets.putShort((short) (SOFTEST * Math.pow(APART, level)));
        }
    }

    /** The numbers of the frames in some sound; silent ones are left out. */
    static List<Integer> frames(AudioContent sound) {
        ByteBuffer octets = ByteBuffer.wrap(Sounds.octets(sound)).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> frames = new ArrayList<>();
        for (int at = 0; at + 4 * HALF <= octets.limit(); at += 4 * HALF) {
            int first = level(octets, at);
            int second = level(octets, at + 2 * HALF);
            if (first >= 0 || second >= 0) {
                frames.add(first * LEVELS + second);
            }
        }
        return frames;
    }

    /** How loud the middle of half a frame is; -1 is silence. */
    private static int level(ByteBuffer octets, int at) {
        double sum = 0;
        for (int i = HALF / 4; i < HALF * 3 / 4; i++) {
            sum += octets.getShort(at + 2 * i);
        }
        double mean = sum / (HALF / 2);
        return mean < SOFTEST / 2 ? -1 : (int) Math.round(Math.log(mean / SOFTEST) / Math.log(APART));
    }
}

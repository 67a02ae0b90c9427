package org.voicemail4j.media.rtp;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.voicemail4j.benchmarks.Material;

/** The engine's small parts, each fed with the same sound or the same packets again and again. */
public final class PartRig {

    /** How packets come through the reorder window. */
    public enum Network {
        IN_ORDER,
        ONE_IN_A_HUNDRED_SWAPPED,
        ONE_IN_TWENTY_LOST
    }

    private static final int PACKETS = 1 << 16;

    private final short[] speech = Material.SPEECH.sound();
    private final short[] keys = keys();
    private final short[] frame = new short[160];
    private final ToneDetector tones = new ToneDetector();
    private final SilenceDetector silence = new SilenceDetector(128, 1);
    private final TelephoneEvents events = new TelephoneEvents();
    private final Counters counters = new Counters();
    private final RtpStream stream = new RtpStream(this::give, () -> {}, counters);
    private final byte[] octets = new byte[172];
    private final RtpPacket packet = new RtpPacket();
    private final int[] order;
    private long given;
    private long heard;
    private int next;
    private long now;

    PartRig(Network network) {
        octets[0] = (byte) 0x80;
        order = order(network);
    }

    private static int[] order(Network network) {
        int[] order = new int[PACKETS];
        Arrays.setAll(order, i -> i);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 1; i < PACKETS - 1; i++) {
            if (network == Network.ONE_IN_A_HUNDRED_SWAPPED && random.nextInt(100) == 0) {
                order[i] = i + 1;
                order[++i] = i - 1;
            } else if (network == Network.ONE_IN_TWENTY_LOST && random.nextInt(20) == 0) {
                order[i] = -1;
            }
        }
        return order;
    }

    private void give(RtpPacket inOrder) {
        given++;
    }

    /** 60 ms of each key, 40 ms of nothing between them. */
    private static short[] keys() {
        short[] sound = new short[Material.FRAMES * 160];
        double[] low = {697, 770, 852, 941};
        double[] high = {1209, 1336, 1477, 1633};
        for (int i = 0; i < sound.length; i++) {
            int key = i / 800;
            double time = 2 * Math.PI * i / 8000;
            sound[i] = i % 800 >= 480
                    ? 0
                    : (short) (7000 * Math.sin(time * low[key / 4 % 4]) + 7000 * Math.sin(time * high[key % 4]));
        }
        return sound;
    }

    /** One packet through the reorder window. */
    long reorder() {
        int number = order[next];
        next = (next + 1) % PACKETS;
        now += 20_000_000;
        if (number >= 0) {
            octets[2] = (byte) (number >> 8);
            octets[3] = (byte) number;
            packet.wrap(octets, octets.length);
            stream.receive(packet, now);
        }
        stream.expire(now);
        return given;
    }

    /** One packet of a key's event, eight to a key. */
    long event() {
        int press = next / 8;
        int age = next++ % 8;
        now += 20_000_000;
        octets[1] = (byte) (age == 0 ? 0x80 | 101 : 101);
        RtpPacket.putInt32(octets, 4, press * 1600);
        octets[12] = (byte) (press % 16);
        octets[13] = (byte) (age >= 5 ? 0x8A : 0x0A);
        packet.wrap(octets, 16);
        heard += events.receive(packet, now) == TelephoneEvents.NONE ? 0 : 1;
        return heard;
    }

    /** One frame of speech in which keys are looked for. */
    long tonesInSpeech() {
        return tones(speech);
    }

    /** One frame of keys. */
    long tonesInKeys() {
        return tones(keys);
    }

    private long tones(short[] sound) {
        System.arraycopy(sound, next * 160, frame, 0, 160);
        next = (next + 1) % Material.FRAMES;
        heard += tones.hear(frame, 160) == ToneDetector.NONE ? 0 : 1;
        return heard;
    }

    /** One frame of speech in which silence is looked for. */
    long silence() {
        silence.add(speech, next * 160, 160);
        next = (next + 1) % Material.FRAMES;
        return silence.spoken();
    }

    /** What has come of it: packets given on, keys heard, what was counted, samples spoken. */
    String tally() {
        return given + " given, " + heard + " keys, " + counters.value(Count.LOST) + " lost, "
                + counters.value(Count.REORDERED) + " reordered, " + silence.spoken() + " spoken";
    }
}

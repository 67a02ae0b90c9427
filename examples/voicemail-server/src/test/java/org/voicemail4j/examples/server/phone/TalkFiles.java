package org.voicemail4j.examples.server.phone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Files from which sipp takes its sound: bare µ-law for {@code rtp_stream}, captures for {@code play_pcap_audio}. */
public final class TalkFiles {

    private static final int MICROS_PER_PACKET = 20_000;
    private static final int ETHERNET = 14;
    private static final int IP = 20;
    private static final int UDP = 8;
    private static final int RTP = 12;

    private TalkFiles() {}

    /** Writes bare µ-law. */
    public static void ulaw(Path file, short[] sound) throws IOException {
        byte[] octets = new byte[sound.length];
        for (int i = 0; i < sound.length; i++) {
            octets[i] = MuLaw.encode(sound[i]);
        }
        Files.write(file, octets);
    }

    /** Noise that repeats nowhere and that µ-law leaves as it is. */
    public static short[] noise(int samples, SplittableRandom random) {
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = MuLaw.decode((byte) random.nextInt(256));
        }
        return noise;
    }

    /** Silence of that many seconds. */
    public static short[] silence(double seconds) {
        return new short[(int) Math.round(seconds * Speech.RATE_HZ)];
    }

    public static short[] join(short[]... parts) {
        short[] all =
                new short[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Starts a capture of one stream of RTP: sound and keys in the order they are added. */
    public static Capture capture() {
        return new Capture();
    }

    /** A capture (libpcap's format, Ethernet) being put together. */
    public static final class Capture {

        private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
        private long micros;
        private int sequence;
        private int timestamp;

        private Capture() {
            packets.writeBytes(ByteBuffer.allocate(24)
                    .putInt(0xA1B2C3D4)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putLong(0)
                    .putInt(65_535)
                    .putInt(1 /* Ethernet */)
                    .array());
        }

        public Capture sound(short[] sound) {
            for (int at = 0; at + RtpWriter.SAMPLES <= sound.length; at += RtpWriter.SAMPLES) {
                byte[] payload = new byte[RtpWriter.SAMPLES];
                for (int i = 0; i < payload.length; i++) {
                    payload[i] = MuLaw.encode(sound[at + i]);
                }
                packet(0, timestamp, payload);
            }
            return this;
        }

        public Capture pause(double seconds) {
            return sound(silence(seconds));
        }

        /** Each key is an event of 100 ms, its end told three times (RFC 4733 §2.5.1), and a pause of 100 ms. */
        public Capture press(String keys) {
            for (char key : keys.toCharArray()) {
                int start = timestamp;
                for (int i = 0; i < 7; i++) {
                    boolean end = i >= 4;
                    ByteBuffer event = ByteBuffer.allocate(4)
                            .put((byte) "0123456789*#".indexOf(key))
                            .put((byte) (end ? 0x8A : 0x0A))
                            .putShort((short) (Math.min(i + 1, 5) * RtpWriter.SAMPLES));
                    packet(i == 0 ? 0x80 | 101 : 101, start, event.array());
                }
                pause(0.1);
            }
            return this;
        }

        private void packet(int marked, int time, byte[] payload) {
            int size = ETHERNET + IP + UDP + RTP + payload.length;
            ByteBuffer packet = ByteBuffer.allocate(16 + size)
                    .putInt((int) (micros / 1_000_000))
                    .putInt((int) (micros % 1_000_000))
                    .putInt(size)
                    .putInt(size)
                    .put(new byte[12])
                    .putShort((short) 0x0800)
                    .put((byte) 0x45)
                    .put((byte) 0)
                    .putShort((short) (IP + UDP + RTP + payload.length))
                    .putInt(0)
                    .put((byte) 64)
                    .put((byte) 17)
                    .putShort((short) 0)
                    .putInt(0x7F000001)
                    .putInt(0x7F000001)
                    .putShort((short) 6000)
                    .putShort((short) 6000)
                    .putShort((short) (UDP + RTP + payload.length))
                    .putShort((short) 0)
                    .put((byte) 0x80)
                    .put((byte) marked)
                    .putShort((short) sequence++)
                    .putInt(time)
                    .putInt(0x5EED)
                    .put(payload);
            packets.writeBytes(packet.array());
            micros += MICROS_PER_PACKET;
            timestamp += RtpWriter.SAMPLES;
        }

        public void write(Path file) throws IOException {
            Files.write(file, packets.toByteArray());
        }
    }
}

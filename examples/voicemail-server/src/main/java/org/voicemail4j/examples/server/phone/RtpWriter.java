package org.voicemail4j.examples.server.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Writes one packet of RTP (RFC 3550 §5.1) for each 20 ms of time that passes. */
final class RtpWriter {

    /** Samples in one packet: 20 ms at 8 kHz. */
    static final int SAMPLES = 160;
    /** Static payload type of µ-law (RFC 3551 §6). */
    static final int PCMU = 0;
    /** Dynamic payload type under which the phone offers telephone-events. */
    static final int EVENTS = 101;

    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;

    private final DatagramSocket socket;
    private final InetSocketAddress to;
    private final int source;
    private int sequence;
    private int timestamp;
    private boolean first = true;

    RtpWriter(DatagramSocket socket, InetSocketAddress to, RandomGenerator random) {
        this.socket = socket;
        this.to = to;
        this.source = random.nextInt();
        this.sequence = random.nextInt(1 << 15);
        this.timestamp = random.nextInt();
    }

    void silence() {
        sound(new short[SAMPLES]);
    }

    void sound(short[] samples) {
        byte[] payload = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            payload[i] = MuLaw.encode(samples[i]);
        }
        send(PCMU, first, timestamp, payload);
        first = false;
        timestamp += SAMPLES;
    }

    /** Sends a packet of an event that began {@code age} packets ago; all of them carry the time of its beginning. */
    void event(byte[] payload, int age) {
        send(EVENTS, age == 0, timestamp - age * SAMPLES, payload);
        timestamp += SAMPLES;
    }

    private void send(int payloadType, boolean marked, int time, byte[] payload) {
        byte[] packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) VERSION_2)
                .put((byte) (marked ? MARKER | payloadType : payloadType))
                .putShort((short) sequence++)
                .putInt(time)
                .putInt(source)
                .put(payload)
                .array();
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new PhoneException("cannot send sound to " + to, e);
            }
        }
    }
}

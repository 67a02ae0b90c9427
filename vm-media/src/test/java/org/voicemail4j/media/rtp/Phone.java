package org.voicemail4j.media.rtp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaKey;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.PayloadFormat;

/** The other side of a call, over real UDP, with an RTP and a µ-law of its own. Speaks faster than real time. */
final class Phone implements AutoCloseable {

    static final PayloadFormat PCMU = new PayloadFormat(0, "PCMU", 8000, "");
    static final PayloadFormat PCMA = new PayloadFormat(8, "PCMA", 8000, "");
    static final PayloadFormat EVENTS = new PayloadFormat(96, "telephone-event", 8000, "0-15");

    /** A packet that came. */
    record Heard(boolean marker, int type, int sequence, int timestamp, int ssrc, byte[] payload) {}

    private final DatagramSocket socket;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Thread listener;
    private InetSocketAddress peer = new InetSocketAddress(0);
    private volatile @Nullable SrtpSender sealer;
    private volatile @Nullable SrtpReceiver opener;
    private byte[] last = new byte[0];
    int ssrc = 0x11223344;
    int sequence = 0xFFF0;
    int timestamp = 0xFFFFF000;

    Phone() {
        this(InetAddress.getLoopbackAddress());
    }

    Phone(InetAddress address) {
        try {
            socket = new DatagramSocket(0, address);
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
        listener = new Thread(this::listen, "phone");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        byte[] octets = new byte[2048];
        DatagramPacket datagram = new DatagramPacket(octets, octets.length);
        try {
            while (true) {
                socket.receive(datagram);
                SrtpReceiver opens = opener;
                int length = opens == null ? datagram.getLength() : opens.open(octets, datagram.getLength());
                if (length < 0) {
                    continue;
                }
                ByteBuffer packet = ByteBuffer.wrap(octets, 0, length);
                byte first = packet.get();
                byte second = packet.get();
                if (first != (byte) 0x80 || (second & 0xFF) >= 192 && (second & 0xFF) <= 223) {
                    continue;
                }
                int number = packet.getShort() & 0xFFFF;
                int stamp = packet.getInt();
                int source = packet.getInt();
                byte[] payload = new byte[packet.remaining()];
                packet.get(payload);
                heard.add(new Heard(second < 0, second & 0x7F, number, stamp, source, payload));
            }
        } catch (IOException e) {
            // closed
        }
    }

    MediaAddress address() {
        return new MediaAddress(
                socket.getLocalAddress().getHostAddress(), socket.getLocalPort(), socket.getLocalPort());
    }

    MediaOffer offer() {
        return offer(MediaDirection.SENDRECV, PCMU, PCMA, EVENTS);
    }

    MediaOffer offer(MediaDirection direction, PayloadFormat... formats) {
        return new MediaOffer(address(), List.of(formats), direction, MediaOffer.USUAL_PACKET_TIME);
    }

    /** A call from here that speaks one of those. */
    MediaLeg calls(RtpMediaSessions sessions, PayloadFormat... formats) {
        MediaLeg leg = sessions.answer(offer(MediaDirection.SENDRECV, formats)).orElseThrow();
        call(leg.answer());
        return leg;
    }

    void call(MediaAnswer answer) {
        call(answer.address());
    }

    void call(MediaAddress address) {
        peer = new InetSocketAddress(address.host(), address.port());
    }

    /** Octets of µ-law that sound loud and are all different in time. */
    static byte[] speech(int frames, long seed) {
        byte[] octets = new byte[frames * 160];
        new SplittableRandom(seed).nextBytes(octets);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (octets[i] & 0x8F | 0x10); // segments 6 and so on: loud, never minus zero
        }
        return octets;
    }

    /** What those octets sound like. */
    static short[] linear(byte[] ulaw) {
        short[] samples = new short[ulaw.length];
        for (int i = 0; i < ulaw.length; i++) {
            int code = ~ulaw[i];
            int value = ((code & 0x0F) << 3) + 0x84 << ((code & 0x70) >> 4);
            samples[i] = (short) ((code & 0x80) != 0 ? 0x84 - value : value - 0x84);
        }
        return samples;
    }

    /** Silence in µ-law. */
    static byte[] silence(int frames) {
        byte[] octets = new byte[frames * 160];
        Arrays.fill(octets, (byte) 0xFF);
        return octets;
    }

    /** The nearest µ-law codes for 16 bit linear samples, little endian. */
    static byte[] ulaw(byte[] pcm) {
        byte[] codes = new byte[256];
        for (int i = 0; i < 256; i++) {
            codes[i] = (byte) i;
        }
        short[] values = linear(codes);
        byte[] octets = new byte[pcm.length / 2];
        for (int i = 0; i < octets.length; i++) {
            int sample = pcm[2 * i] & 0xFF | pcm[2 * i + 1] << 8;
            int best = 0;
            for (int code = 1; code < 256; code++) {
                best = Math.abs(values[code] - sample) < Math.abs(values[best] - sample) ? code : best;
            }
            octets[i] = (byte) best;
        }
        return octets;
    }

    void speak(byte[] ulaw) {
        for (int at = 0; at < ulaw.length; at += 160) {
            byte[] payload = new byte[160];
            System.arraycopy(ulaw, at, payload, 0, 160);
            send(false, 0, payload);
            timestamp += 160;
            LockSupport.parkNanos(500_000);
        }
    }

    void press(Digit digit) {
        for (int i = 1; i <= 3; i++) {
            send(i == 1, 96, event(digit, false, i * 160));
        }
        for (int i = 0; i < 3; i++) {
            send(false, 96, event(digit, true, 640));
        }
        timestamp += 640;
    }

    private static byte[] event(Digit digit, boolean end, int duration) {
        return new byte[] {(byte) digit.ordinal(), (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
    }

    void send(boolean marker, int type, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (marker ? type | 0x80 : type))
                .putShort((short) sequence++)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload);
        sendRaw(packet.array());
    }

    /** Seals what is said from now on, and opens what is heard; nothing else is heard any more. */
    void secure(MediaKey sending, MediaKey receiving) {
        sealer = new SrtpSender(sending);
        opener = new SrtpReceiver(receiving);
    }

    void sendRaw(byte[] clear) {
        byte[] datagram = clear;
        SrtpSender seals = sealer;
        if (seals != null) {
            byte[] room = Arrays.copyOf(clear, clear.length + SrtpCipher.MOST_ADDED);
            datagram = Arrays.copyOf(room, seals.seal(room, clear.length));
        }
        last = datagram;
        sendOctets(datagram);
    }

    /** Sends the last datagram again, octet by octet. */
    void sendAgain() {
        sendOctets(last);
    }

    /** Sends octets as they are, sealed call or not. */
    void sendOctets(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, peer));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** All payload that came, one packet after the other. */
    byte[] heardOctets() {
        List<Heard> packets = new ArrayList<>(heard);
        ByteBuffer all = ByteBuffer.allocate(
                packets.stream().mapToInt(packet -> packet.payload().length).sum());
        packets.forEach(packet -> all.put(packet.payload()));
        return all.array();
    }

    static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

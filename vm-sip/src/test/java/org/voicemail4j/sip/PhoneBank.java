package org.voicemail4j.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Thousands of phones on one UDP port: subscribe to lamps, answer NOTIFY, and remember what they show. */
final class PhoneBank implements AutoCloseable {

    private static final Pattern COUNTS = Pattern.compile("Voice-Message: ([^\r\n]*)");
    private static final int MOST_WAITING = 50;

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Thread reader = new Thread(this::read, "phone-bank");
    private final Map<String, String> shown = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> granted = ConcurrentHashMap.newKeySet();
    private final AtomicLong repeated = new AtomicLong();
    private int asked;

    PhoneBank(int serverPort) {
        try {
            InetAddress here = InetAddress.getByName("127.0.0.1");
            socket = new DatagramSocket(0, here);
            socket.setReceiveBufferSize(4 << 20);
            server = new InetSocketAddress(here, serverPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.start();
    }

    /** Subscribes a phone to a mailbox, not faster than the server grants. */
    void subscribe(int phone, String mailbox) {
        asked++;
        String here = "127.0.0.1:" + socket.getLocalPort();
        send("SUBSCRIBE sip:" + mailbox + "@127.0.0.1:" + server.getPort() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bKbank" + phone + "\r\n"
                + "From: <sip:" + mailbox + "@127.0.0.1>;tag=p" + phone + "\r\n"
                + "To: <sip:" + mailbox + "@127.0.0.1>\r\n"
                + "Call-ID: bank-" + phone + "\r\nCSeq: 1 SUBSCRIBE\r\nMax-Forwards: 70\r\n"
                + "Contact: <sip:p" + phone + "@" + here + ">\r\n"
                + "Event: message-summary\r\nExpires: 3600\r\nContent-Length: 0\r\n\r\n");
        while (asked - granted.size() > MOST_WAITING) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void send(String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(new DatagramPacket(octets, octets.length, server));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void read() {
        byte[] buffer = new byte[16_384];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return; // closed
            }
            take(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
        }
    }

    private void take(String message) {
        if (message.startsWith("SIP/2.0 200")) {
            granted.add(UdpPeer.header(message, "Call-ID"));
        } else if (message.startsWith("NOTIFY ")) {
            send("SIP/2.0 200 OK\r\nVia: " + UdpPeer.header(message, "Via") + "\r\nFrom: "
                    + UdpPeer.header(message, "From") + "\r\nTo: " + UdpPeer.header(message, "To") + "\r\nCall-ID: "
                    + UdpPeer.header(message, "Call-ID") + "\r\nCSeq: " + UdpPeer.header(message, "CSeq")
                    + "\r\nContent-Length: 0\r\n\r\n");
            String id = UdpPeer.header(message, "Call-ID");
            if (!seen.add(id + ' ' + UdpPeer.header(message, "CSeq"))) {
                repeated.incrementAndGet();
                return;
            }
            Matcher counts = COUNTS.matcher(message);
            if (counts.find()) {
                shown.put(id, counts.group(1).strip());
            }
        }
    }

    int granted() {
        return granted.size();
    }

    /** How many phones have been told anything. */
    int told() {
        return shown.size();
    }

    /** What a phone shows. */
    Optional<String> shown(int phone) {
        return Optional.ofNullable(shown.get("bank-" + phone));
    }

    /** How many NOTIFYs came, those that came again not counted. */
    int notifications() {
        return seen.size();
    }

    /** How often a NOTIFY came that had come before. */
    long repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        socket.close();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

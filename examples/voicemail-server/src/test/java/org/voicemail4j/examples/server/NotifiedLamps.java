package org.voicemail4j.examples.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.examples.server.phone.SipText;

/** Stands where a proxy would, takes every NOTIFY, and knows what each lamp shows. */
final class NotifiedLamps implements AutoCloseable {

    private static final Pattern COUNTS =
            Pattern.compile("Messages-Waiting: (yes|no)[\\s\\S]*Voice-Message: ([0-9/]+)");
    private static final Pattern TARGET = Pattern.compile("NOTIFY sips?:([^@;>]+)@.*");

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, String> lamps = new ConcurrentHashMap<>();

    NotifiedLamps() throws IOException {
        Thread thread = new Thread(this::take, "notified-lamps");
        thread.setDaemon(true);
        thread.start();
    }

    String uri() {
        return "sip:127.0.0.1:" + socket.getLocalPort();
    }

    private void take() {
        byte[] octets = new byte[65_535];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(octets, octets.length);
                socket.receive(packet);
                SipText request = SipText.parse(octets, packet.getLength());
                if (!request.isResponse()) {
                    note(request);
                    byte[] answer =
                            request.response("200 OK", "lamp", List.of(), "").encode();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void note(SipText request) {
        Matcher target = TARGET.matcher(request.startLine());
        Matcher counts = COUNTS.matcher(request.body());
        if (target.matches() && counts.find()) {
            lamps.put(target.group(1), counts.group(1) + ' ' + counts.group(2));
        }
    }

    /** What a lamp shows, such as {@code yes 1/0}. */
    Optional<String> of(String number) {
        return Optional.ofNullable(lamps.get(number));
    }

    void await(String number, String shown, Duration patience) {
        TestServer.await(
                "lamp " + shown,
                patience,
                () -> of(number).filter(shown::equals).isPresent());
    }

    @Override
    public void close() {
        socket.close();
    }
}

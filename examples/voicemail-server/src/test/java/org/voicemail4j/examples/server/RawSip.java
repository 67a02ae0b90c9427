package org.voicemail4j.examples.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends requests as octets, however wrong they are, and tells what comes back. */
final class RawSip implements AutoCloseable {

    private static final int PATIENCE_MS = 5000;
    private static final String USUAL_FORMATS = "0 101";

    private final AtomicInteger sequence = new AtomicInteger();
    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final InetSocketAddress server;

    RawSip(InetSocketAddress server) throws IOException {
        this.server = server;
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** An INVITE to that user with more header lines, as text. */
    String invite(String user, String from, String... headers) {
        return inviteWith(user, from, USUAL_FORMATS, headers);
    }

    /** An INVITE that offers those payload types. */
    String inviteOffering(String formats) {
        return inviteWith("1000", "<sip:1@127.0.0.1>", formats);
    }

    private String inviteWith(String user, String from, String formats, String... headers) {
        int number = sequence.incrementAndGet();
        String body = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP "
                + formats + "\r\na=rtpmap:101 telephone-event/8000\r\n";
        StringBuilder more = new StringBuilder();
        for (String header : headers) {
            more.append(header).append("\r\n");
        }
        return "INVITE sip:" + user + "@127.0.0.1:" + server.getPort() + " SIP/2.0\r\n"
                + common("INVITE", from, number)
                + "Contact: <sip:raw@127.0.0.1:" + socket.getLocalPort() + ">\r\n"
                + more
                + "Content-Type: application/sdp\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** An OPTIONS with more header lines, as text. */
    String options(String... headers) {
        int number = sequence.incrementAndGet();
        return "OPTIONS sip:127.0.0.1:" + server.getPort() + " SIP/2.0\r\n"
                + common("OPTIONS", "<sip:1@127.0.0.1>", number)
                + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList())
                + "Content-Length: 0\r\n\r\n";
    }

    private String common(String method, String from, int number) {
        String call = Integer.toHexString(System.identityHashCode(this)) + "-" + number;
        return "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";rport;branch=z9hG4bKraw" + call + "\r\n"
                + "Max-Forwards: 70\r\nFrom: " + from + ";tag=raw" + number + "\r\nTo: <sip:x@127.0.0.1>\r\nCall-ID: "
                + call
                + "@raw\r\nCSeq: 1 " + method + "\r\n";
    }

    /** Sends it and waits for the final response; returns its status, or 0 if there is none. */
    int send(String request) throws IOException {
        byte[] octets = request.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, server));
        byte[] answer = new byte[65_535];
        while (true) {
            DatagramPacket packet = new DatagramPacket(answer, answer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return 0;
            }
            String text = new String(answer, 0, packet.getLength(), StandardCharsets.UTF_8);
            boolean ours = text.startsWith("SIP/2.0 ") && sameCall(text, request);
            int status = ours ? Integer.parseInt(text.substring(8, 11)) : 0;
            if (status >= 200) {
                acknowledge(request, text, status);
                return status;
            }
        }
    }

    private static boolean sameCall(String answer, String request) {
        return line(answer, "Call-ID:").equalsIgnoreCase(line(request, "Call-ID:"));
    }

    /** Acknowledges; what was answered hears two seconds of sound and is hung up. */
    private void acknowledge(String request, String answer, int status) throws IOException {
        if (!request.startsWith("INVITE")) {
            return;
        }
        in(request, answer, "ACK", 1, status < 300 ? "z9hG4bKack" + sequence.incrementAndGet() : "");
        if (status < 300) {
            talk(answer);
            in(request, answer, "BYE", 2, "z9hG4bKbye" + sequence.incrementAndGet());
        }
    }

    private void talk(String answer) throws IOException {
        int port = Integer.parseInt(line(answer, "m=audio").split(" ", -1)[1]);
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        for (int i = 0; i < 100; i++) {
            packet[3] = (byte) i;
            packet[6] = (byte) (i * 160 >> 8);
            packet[7] = (byte) (i * 160);
            packet[12] = (byte) i;
            socket.send(new DatagramPacket(packet, packet.length, server.getAddress(), port));
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void in(String request, String answer, String method, int number, String branch) throws IOException {
        String via = line(request, "Via:");
        String uri = request.substring(7, request.indexOf(" SIP/2.0"));
        String text = method + " " + uri + " SIP/2.0\r\n"
                + (branch.isEmpty() ? via : via.replaceAll("branch=.*", "branch=" + branch)) + "\r\n"
                + "Max-Forwards: 70\r\n" + line(request, "From:") + "\r\n" + line(answer, "To:") + "\r\n"
                + line(request, "Call-ID:") + "\r\nCSeq: " + number + " " + method + "\r\nContent-Length: 0\r\n\r\n";
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, server));
    }

    private static String line(String message, String name) {
        return message.replaceAll("\r\n[ \t]+", " ")
                .lines()
                .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        socket.close();
    }
}

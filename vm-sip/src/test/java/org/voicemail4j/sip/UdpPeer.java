package org.voicemail4j.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Speaks SIP by UDP as plain text, with none of the stack's classes. */
final class UdpPeer implements AutoCloseable {

    private final DatagramSocket socket;
    private final InetAddress host;
    private final int serverPort;

    UdpPeer(String host, int serverPort) {
        this(host, host, serverPort);
    }

    private UdpPeer(String source, String host, int serverPort) {
        try {
            this.host = InetAddress.getByName(host);
            this.socket = new DatagramSocket(0, InetAddress.getByName(source));
            this.serverPort = serverPort;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From another address of this host than the server's. */
    static UdpPeer from(String source, int serverPort) {
        return new UdpPeer(source, "127.0.0.1", serverPort);
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(String message) {
        send(message.replace("\n", "\r\n").replace("\r\r", "\r").getBytes(StandardCharsets.UTF_8), serverPort);
    }

    void send(byte[] octets, int port) {
        try {
            socket.send(new DatagramPacket(octets, octets.length, host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole INVITE with those extra header lines, each ended by LF. */
    String request(String method, String user, String callId, int cseq, String toTag, String extra, String body) {
        return method + " sip:" + user + "@127.0.0.1:" + serverPort + " SIP/2.0\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + port() + ";branch=z9hG4bK" + callId + method + cseq + ";rport\n"
                + "From: \"Caller\" <sip:5551000@example.test>;tag=f" + callId + "\n"
                + "To: <sip:" + user + "@example.test>" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\n"
                + "Call-ID: " + callId + "\n"
                + "CSeq: " + cseq + " " + method + "\n"
                + "Contact: <sip:caller@127.0.0.1:" + port() + ">\n"
                + "Max-Forwards: 70\n"
                + extra
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\n")
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\n\n"
                + body;
    }

    static final String SDP = "v=0\r\no=a 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 40000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

    /** The next message within that time. */
    Optional<String> receive(Duration patience) {
        byte[] buffer = new byte[65_536];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            socket.receive(packet);
            return Optional.of(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next message that begins so; others are skipped. */
    String expect(String beginning) {
        return expect(beginning, "");
    }

    /** The answer to that request: a 200 of an INVITE may be repeated meanwhile. Or to any, for an empty CSeq. */
    String expect(String beginning, String cseq) {
        for (int i = 0; i < 5_000; i++) {
            Optional<String> message = receive(Duration.ofSeconds(10));
            if (message.isEmpty()) {
                break;
            }
            if (message.get().startsWith(beginning)
                    && (cseq.isEmpty() || header(message.get(), "CSeq").equals(cseq))) {
                return message.get();
            }
        }
        throw new AssertionError("no message that begins with: " + beginning + " " + cseq);
    }

    /** Answers a request of the server's. */
    void respond(String request, int status) {
        respond(request, status, serverPort);
    }

    void respond(String request, int status, int port) {
        respond(request, status, port, "", "");
    }

    /** Answers with those extra header lines, each ended by CRLF, and that session description. */
    void respond(String request, int status, String extra, String sdp) {
        respond(request, status, serverPort, extra, sdp);
    }

    /** Answers the server that another peer talks to. */
    void respond(String request, int status, UdpPeer other) {
        respond(request, status, other, "");
    }

    void respond(String request, int status, UdpPeer other, String extra) {
        respond(request, status, other.serverPort, extra, "");
    }

    private void respond(String request, int status, int port, String extra, String sdp) {
        StringBuilder answer = new StringBuilder("SIP/2.0 " + status + " Whatever\r\n");
        for (String line : request.split("\r\n")) {
            String name = line.toLowerCase(Locale.ROOT);
            if (name.startsWith("via:")
                    || name.startsWith("from:")
                    || name.startsWith("call-id:")
                    || name.startsWith("cseq:")) {
                answer.append(line).append("\r\n");
            } else if (name.startsWith("to:")) {
                answer.append(line)
                        .append(line.contains("tag=") ? "" : ";tag=peer")
                        .append("\r\n");
            } else if (line.isEmpty()) {
                break;
            }
        }
        String type = sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        answer.append(extra)
                .append(type)
                .append("Content-Length: ")
                .append(sdp.length())
                .append("\r\n\r\n");
        send(answer.append(sdp).toString().getBytes(StandardCharsets.UTF_8), port);
    }

    static String header(String message, String name) {
        for (String line : message.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    static String toTag(String message) {
        String to = header(message, "To");
        int tag = to.indexOf("tag=");
        return tag < 0 ? "" : to.substring(tag + 4);
    }

    static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }

    @Override
    public void close() {
        socket.close();
    }
}

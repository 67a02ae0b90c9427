package org.voicemail4j.sip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks SIP over a connection as plain text, with none of the stack's classes. */
final class StreamPeer implements AutoCloseable {

    private final Socket socket;
    private final String transport;

    StreamPeer(Socket socket, String transport) {
        this.socket = socket;
        this.transport = transport;
        try {
            socket.setSoTimeout(30_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StreamPeer tcp(int port) {
        return tcp("127.0.0.1", port);
    }

    /** From that address of this host. */
    static StreamPeer tcp(String source, int port) {
        try {
            InetAddress server = InetAddress.getByName("127.0.0.1");
            return new StreamPeer(new Socket(server, port, InetAddress.getByName(source), 0), "TCP");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket;
    }

    void send(String message) {
        try {
            socket.getOutputStream()
                    .write(message.replace("\n", "\r\n").replace("\r\r", "\r").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole request with those extra header lines, each ended by LF. */
    String request(String method, String user, String callId, String toTag, String extra, String body) {
        String via = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
        return method + " sip:" + user + "@127.0.0.1:" + socket.getPort() + " SIP/2.0\n"
                + "Via: SIP/2.0/" + transport + " " + via + ";branch=z9hG4bK" + callId + method + "\n"
                + "From: \"Caller\" <sip:5551000@example.test>;tag=f" + callId + "\n"
                + "To: <sip:" + user + "@example.test>" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\n"
                + "Call-ID: " + callId + "\n"
                + "CSeq: " + (method.equals("BYE") ? 2 : 1) + " " + method + "\n"
                + "Contact: <sip:caller@" + via + ";transport=" + transport.toLowerCase(java.util.Locale.ROOT) + ">\n"
                + "Max-Forwards: 70\n"
                + extra
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\n")
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\n\n"
                + body;
    }

    /** The next message that begins so; empty if the connection ends first. */
    String expect(String beginning) {
        for (String message = next(); !message.isEmpty(); message = next()) {
            if (message.startsWith(beginning)) {
                return message;
            }
        }
        return "";
    }

    /** The next message; empty if the connection has ended. */
    String next() {
        try {
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int octet = in.read();
                if (octet < 0) {
                    return "";
                }
                head.append((char) octet);
            }
            String length = UdpPeer.header(head.toString(), "Content-Length");
            byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            return head.toString().stripLeading() + new String(body, StandardCharsets.UTF_8);
        } catch (java.net.SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

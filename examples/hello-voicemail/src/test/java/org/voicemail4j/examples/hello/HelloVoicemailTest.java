package org.voicemail4j.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The smallest program answers a telephone. */
@Timeout(60)
class HelloVoicemailTest {

    private static final int MOST_LINES = 40;

    @TempDir
    private Path folder;

    private DatagramSocket phone = unbound();
    private int port;
    private Thread program = new Thread();

    private static DatagramSocket unbound() {
        try {
            return new DatagramSocket(null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start() throws IOException {
        phone.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        phone.setSoTimeout(200);
        port = freePort();
        program = new Thread(this::runUntilInterrupted);
        program.start();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void runUntilInterrupted() {
        try {
            HelloVoicemail.main(new String[] {folder.toString(), "udp:127.0.0.1:" + port});
        } catch (InterruptedException e) {
            // the end of the test
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        phone.close();
        program.interrupt();
        program.join();
    }

    @Test
    void itTakesCallsForItsMailboxAlone() throws IOException {
        start();
        assertThat(answerTo("OPTIONS", "1000")).startsWith("SIP/2.0 200 ");
        assertThat(answerTo("INVITE", "1000")).startsWith("SIP/2.0 200 ").contains("m=audio");
        assertThat(answerTo("INVITE", "4999")).startsWith("SIP/2.0 404 ");
    }

    @Test
    void itIsAsShortAsPromised() throws IOException {
        Path source = Path.of("src/main/java/org/voicemail4j/examples/hello/HelloVoicemail.java");
        assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    /** Sends a request until its final response is there. */
    private String answerTo(String method, String user) throws IOException {
        byte[] request = request(method, user).getBytes(StandardCharsets.US_ASCII);
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        while (true) {
            phone.send(new DatagramPacket(request, request.length, server));
            String response = responseTo(method + user);
            if (!response.isEmpty()) {
                return response;
            }
        }
    }

    private String responseTo(String callId) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
        try {
            while (true) {
                phone.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (text.contains(callId) && text.startsWith("SIP/2.0 ") && !text.startsWith("SIP/2.0 1")) {
                    return text;
                }
            }
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    private String request(String method, String user) {
        String me = "127.0.0.1:" + phone.getLocalPort();
        String sdp = method.equals("INVITE")
                ? "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                        + "m=audio 40000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"
                : "";
        return method + " sip:" + user + "@127.0.0.1:" + port + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + me + ";branch=z9hG4bK" + method + user + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:2000@" + me + ">;tag=1\r\n"
                + "To: <sip:" + user + "@127.0.0.1>\r\n"
                + "Call-ID: " + method + user + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + "Contact: <sip:2000@" + me + ">\r\n"
                + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp;
    }
}

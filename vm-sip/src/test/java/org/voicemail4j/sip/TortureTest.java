package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in the spirit of RFC 4475 and worse; after each the server answers by UDP and by TCP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TortureTest {

    private final TestServer server = new TestServer(settings -> settings);
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
    private int probes;

    @AfterEach
    void theServerAnswers() throws IOException {
        answersByUdp();
        answersByTcp();
        assertThat(server.failures).isEmpty();
    }

    private void answersByUdp() {
        String callId = "probe" + ++probes;
        for (int attempt = 1; attempt <= 50; attempt++) {
            peer.send(peer.request("OPTIONS", "ping", callId, attempt, "", "", ""));
            for (String answer = next(); !answer.isEmpty(); answer = next()) {
                if (answer.startsWith("SIP/2.0 200")
                        && UdpPeer.header(answer, "Call-ID").equals(callId)) {
                    return;
                }
            }
        }
        throw new AssertionError("the server does not answer any more");
    }

    private String next() {
        return peer.receive(Duration.ofMillis(500)).orElse("");
    }

    private void answersByTcp() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(peer.request("OPTIONS", "ping", "tcp" + ++probes, 1, "", "", "")
                            .replace("SIP/2.0/UDP", "SIP/2.0/TCP")
                            .replace("\n", "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readNBytes(11);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("SIP/2.0 200");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(SipConfig.Transport.TCP));
        socket.setSoTimeout(30_000);
        return socket;
    }

    @AfterAll
    void close() throws InterruptedException {
        server.close();
        peer.close();
        server.awaitSilence();
    }

    /** What replaces the first line or one header of a sound INVITE; "-Name" takes the header away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INVITE sip:4000@h SIP/7.0",
                "INVITE  sip:4000@h  SIP/2.0",
                "INVITE <sip:4000@h> SIP/2.0",
                "INVITE sip:4000@h; lr SIP/2.0",
                "INVITE soap.beep://192.0.2.103:3002 SIP/2.0",
                "INVITE nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0",
                "INVITE sip:sip%3Auser%40example.com@h;other-param=summit SIP/2.0",
                "INVITE",
                "!interesting-Method0123456789_*+`.%indeed'~ sip:4000@h SIP/2.0",
                "SIP/2.0 200 OK",
                "SIP/2.0 9999 what",
                "SIP/2.0 4294967301 better not break the receiver",
                "-Via",
                "-From",
                "-To",
                "-Call-ID",
                "-CSeq",
                "-Max-Forwards",
                "-Contact",
                "Via: SIP/2.0/UDP",
                "Via: ,,,,",
                "Via: SIP/2.0/UDP 127.0.0.1:99999;branch=z9hG4bKx",
                "Via: SIP/2.0/UNKNOWN nowhere.invalid;branch=z9hG4bKx",
                "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK",
                "From: <sip:1@h;tag=x",
                "From: \"Unterminated <sip:1@h>;tag=x",
                "From: Bell, Alexander <sip:a@h>;tag=43",
                "From: ;tag=x",
                "To: <sip:4000@h>;tag=",
                "To: isbn:2983792873",
                "CSeq: 36893488147419103232 INVITE",
                "CSeq: 1 OPTIONS",
                "CSeq: -1 INVITE",
                "CSeq: INVITE",
                "Content-Length: -999",
                "Content-Length: 9999",
                "Content-Length: 2000000000",
                "Content-Length: 99999999999999999999",
                "Content-Type: application/sdp;;;=",
                "Content-Type: text",
                "Contact: *",
                "Contact: <sip:caller@[::1>",
                "Contact: nonsense",
                "Max-Forwards: 300",
                "Max-Forwards: x",
                "Session-Expires: x",
                "Session-Expires: 99999999999",
                "Require: ,;,",
                "Date: Fri, 01 Jan 2010 16:00:00 EST",
                "Route: <sip:127.0.0.1;lr>, <<<",
                "Record-Route: x",
                "Diversion: <<<>>>,,;reason=\"",
                "History-Info: <sip:a@b?Reason=%%%>;index=,",
                "P-Asserted-Identity: \"\\",
                "Expires: 00000000000000000000000001",
                "X-Folded: a\r\n \r\n\t b",
            })
    void oneHeaderThatIsWrong(String line) throws IOException {
        String callId = "torture" + ++probes;
        String invite =
                peer.request("INVITE", "4000", callId, 1, "", "", UdpPeer.SDP).replaceAll("\r?\n", "\r\n");
        String bad = damaged(invite, line);

        peer.send(bad.getBytes(StandardCharsets.UTF_8), server.port(SipConfig.Transport.UDP));
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(bad.replace("SIP/2.0/UDP", "SIP/2.0/TCP").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String damaged(String invite, String line) {
        if (line.startsWith("-")) {
            return invite.replaceAll("(?m)^" + line.substring(1) + ":.*\r\n", "");
        }
        int colon = line.indexOf(": ");
        boolean header = colon > 0 && !line.substring(0, colon).contains(" ");
        if (!header) {
            return line + invite.substring(invite.indexOf("\r\n"));
        }
        String name = line.substring(0, colon + 1);
        String without = invite.replaceAll("(?m)^" + name + ".*\r\n", "");
        return without.replaceFirst("\r\n", "\r\n" + java.util.regex.Matcher.quoteReplacement(line) + "\r\n");
    }

    @Test
    void aHugeContentLengthOnAConnection() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(
                            "INVITE sip:1000@h SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nContent-Length: 2000000000\r\n\r\n"
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anEndlessHeaderOnAConnection() throws IOException {
        try (Socket socket = connect()) {
            byte[] header = ("INVITE sip:1000@h SIP/2.0\r\nX: " + "x".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
            try {
                socket.getOutputStream().write(header);
                socket.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } catch (IOException e) {
                assertThat(e).as("closed by the server").isInstanceOf(java.net.SocketException.class);
            }
        }
    }
}

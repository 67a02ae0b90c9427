package org.voicemail4j.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Peers whose messages are sound one by one, and who are turned away all the same: for how many they send, for their order,
 * or for what they leave undone. Each goes on until it was turned away.
 */
final class Nuisances implements AutoCloseable {

    /** Whom the server is to trust: its rate is not limited, and it need not prove to be anybody. */
    static final String TRUSTED = "127.9.9.9";

    private static final String GREEDY = "127.8.0.1";
    private static final String COLLECTOR = "127.8.0.2";
    private static final int MOST = 100_000;

    private final TestServer server;
    private final Socket deaf = new Socket();
    private final Socket mute;
    private final Thread flood;
    private int calls;

    /** Begins with what takes the server seconds to notice: a peer that does not read, and one that does not shake hands. */
    Nuisances(TestServer server) throws IOException {
        this.server = server;
        mute = new Socket(InetAddress.getLoopbackAddress(), server.port(SipConfig.Transport.TLS));
        deaf.setReceiveBufferSize(1_024);
        deaf.bind(new InetSocketAddress(TRUSTED, 0));
        deaf.connect(new InetSocketAddress("127.0.0.1", server.port(SipConfig.Transport.TCP)));
        flood = new Thread(this::flood, "flood");
        flood.setDaemon(true);
        flood.start();
    }

    /** The stack answers a request of these in the thread that reads the connection, until nobody takes the answers. */
    private void flood() {
        byte[] octets = new StreamPeer(deaf, "TCP")
                .request("OPTIONS", "ping", "flood", "", "", "")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        try {
            while (true) {
                deaf.getOutputStream().write(octets);
            }
        } catch (IOException e) {
            return; // hung up on
        }
    }

    /** What is noticed at once. */
    void annoy() {
        sendsTooMuch();
        connectsTooOften();
        callsTooOften();
        sendsLate();
    }

    long count(Rejection reason) {
        return server.endpoint.rejections().getOrDefault(Rejections.name(reason), 0L);
    }

    private void sendsTooMuch() {
        try (UdpPeer peer = UdpPeer.from(GREEDY, server.port(SipConfig.Transport.UDP))) {
            for (int i = 0; count(Rejection.RATE) == 0 && i < MOST; i++) {
                peer.send(peer.request("OPTIONS", "ping", "greedy" + i, 1, "", "", ""));
            }
        }
    }

    private void connectsTooOften() {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; count(Rejection.TOO_MANY_CONNECTIONS) == 0 && i < MOST; i++) {
                sockets.add(new Socket(
                        InetAddress.getLoopbackAddress(),
                        server.port(SipConfig.Transport.TCP),
                        InetAddress.getByName(COLLECTOR),
                        0));
            }
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void callsTooOften() {
        List<String> open = new ArrayList<>();
        try (UdpPeer peer = UdpPeer.from(TRUSTED, server.port(SipConfig.Transport.UDP))) {
            while (count(Rejection.TOO_MANY_CALLS) == 0) {
                String id = "many" + ++calls;
                peer.send(peer.request("INVITE", "6000", id, 1, "", "", UdpPeer.SDP));
                if (peer.expect("SIP/2.0 ").startsWith("SIP/2.0 100")) {
                    open.add(id);
                }
            }
            for (String id : open) {
                peer.send(peer.request("CANCEL", "6000", id, 1, "", "", "").replace("CANCEL1", "INVITE1"));
                String gone = peer.expect("SIP/2.0 487");
                peer.send(peer.request("ACK", "6000", id, 1, UdpPeer.toTag(gone), "", "")
                        .replace("ACK1", "INVITE1"));
            }
        }
        Await.until("their sound is closed", () -> server.media.open() == 0);
    }

    private void sendsLate() {
        try (UdpPeer peer = UdpPeer.from(TRUSTED, server.port(SipConfig.Transport.UDP))) {
            String id = "late" + ++calls;
            peer.send(peer.request("INVITE", "1000", id, 1, "", "", UdpPeer.SDP));
            String tag = UdpPeer.toTag(peer.expect("SIP/2.0 200"));
            peer.send(peer.request("ACK", "1000", id, 1, tag, "", ""));
            peer.send(peer.request("INFO", "1000", id, 7, tag, "", ""));
            peer.expect("SIP/2.0 200");
            peer.send(peer.request("INFO", "1000", id, 6, tag, "", ""));
            peer.expect("SIP/2.0 500");
            peer.send(peer.request("BYE", "1000", id, 8, tag, "", ""));
            peer.expect("SIP/2.0 200");
        }
        Await.until("its sound is closed", () -> server.media.open() == 0);
    }

    /** Waits until the server has noticed what it began with. */
    void awaitSlowOnes() throws InterruptedException {
        Await.until("who does not read is hung up on", () -> count(Rejection.STUCK_CONNECTION) > 0);
        Await.until("who does not shake hands is hung up on", () -> count(Rejection.SLOW_HANDSHAKE) > 0);
        flood.join();
    }

    @Override
    public void close() throws IOException {
        mute.close();
        deaf.close();
    }
}

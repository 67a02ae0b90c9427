package org.voicemail4j.sip;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.testkit.IncomingCallContract;

/** A call by SIP does what every call does; its caller is a phone that answers as RFC 3261 wants it. */
class SipCallContractTest implements IncomingCallContract {

    /** The mailbox whose calls the test server leaves alone. */
    private static final String UNDECIDED = "6000";

    private static final AtomicInteger CALLS = new AtomicInteger();

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(settings -> settings);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Ringing ring() {
        return new Phone("contract" + CALLS.incrementAndGet());
    }

    private static final class Phone implements Ringing {

        private final String callId;
        private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
        private final Thread ear = new Thread(this::listen, "phone");
        private final IncomingCall call;
        private volatile String toTag = "";
        private volatile boolean over;
        private volatile boolean closed;

        Phone(String callId) {
            this.callId = callId;
            peer.send(request("INVITE", 1, UdpPeer.SDP));
            try {
                call = server.nextCall();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            ear.setDaemon(true);
            ear.start();
        }

        private String request(String method, int number, String body) {
            return peer.request(method, UNDECIDED, callId, number, toTag, "", body);
        }

        private void listen() {
            while (!closed) {
                try {
                    peer.receive(Duration.ofMillis(100)).ifPresent(this::heard);
                } catch (UncheckedIOException e) {
                    closed = true;
                }
            }
        }

        private void heard(String message) {
            if (message.startsWith("BYE ")) {
                peer.respond(message, 200);
                over = true;
            } else if (UdpPeer.header(message, "CSeq").equals("1 INVITE") && !message.startsWith("SIP/2.0 1")) {
                toTag = UdpPeer.toTag(message);
                String ack = request("ACK", 1, "");
                boolean answered = message.startsWith("SIP/2.0 200");
                peer.send(answered ? ack : ack.replace(callId + "ACK1", callId + "INVITE1"));
                over |= !answered;
            }
        }

        @Override
        public IncomingCall call() {
            return call;
        }

        @Override
        public void callerHangsUp() {
            if (toTag.isEmpty()) {
                peer.send(request("CANCEL", 1, "").replace(callId + "CANCEL1", callId + "INVITE1"));
            } else {
                peer.send(request("BYE", 2, ""));
                over = true;
            }
            Await.until("the call has ended here, too", () -> server.media.open() == 0);
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void close() {
            call.hangUp();
            Await.until("the call is over", () -> over && server.media.open() == 0);
            closed = true;
            peer.close();
        }
    }
}

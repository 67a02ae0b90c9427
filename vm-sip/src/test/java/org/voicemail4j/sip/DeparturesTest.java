package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.stack.HopImpl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sip.address.Hop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests of ours leave at once, and whom those that cannot leave hold. */
class DeparturesTest {

    private static final int MOST = 3;
    private static final Hop DEAD = new HopImpl("192.0.2.1", 5060, "tcp");

    private final Departures departures = new Departures(new SipThreads(), MOST);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final List<String> left = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        reached.countDown();
        departures.close();
    }

    private boolean send(Hop hop, String request) {
        return departures.send(hop, () -> left.add(request + " in " + place()));
    }

    private static String place() {
        return Thread.currentThread().getName().startsWith("sip-") ? "another thread" : "this thread";
    }

    /** As a connect that nobody answers. */
    private boolean sendHeld() {
        return departures.send(DEAD, () -> {
            try {
                reached.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void datagramsLeaveAtOnceAndNamesAreAskedForElsewhere() {
        assertThat(send(new HopImpl("192.0.2.1", 5060, "UDP"), "datagram")).isTrue();
        assertThat(send(new HopImpl("[2001:db8::1]", 5060, "udp"), "six")).isTrue();
        assertThat(left).containsExactly("datagram in this thread", "six in this thread");

        assertThat(send(new HopImpl("phone.invalid", 5060, "udp"), "named")).isTrue();
        Await.until("it leaves", () -> left.contains("named in another thread"));
        assertThat(send(new HopImpl("[1:2]", 5060, "tcp"), "no address")).isTrue();
        Await.until("it leaves", () -> left.contains("no address in another thread"));
    }

    @Test
    void whatGoesToAPeerThatCannotBeReachedHoldsNothingElseAndKeepsItsOrder() {
        assertThat(sendHeld()).isTrue();
        for (int i = 1; i <= MOST; i++) {
            assertThat(send(DEAD, "dead" + i)).isTrue();
        }
        assertThat(send(DEAD, "too many")).isFalse();
        assertThat(send(new HopImpl("192.0.2.2", 5060, "tcp"), "other")).isTrue();
        Await.until("the other leaves", () -> left.equals(List.of("other in another thread")));

        reached.countDown();
        Await.until("all leave", () -> left.size() == MOST + 1);
        assertThat(left.subList(1, MOST + 1))
                .extracting(text -> text.substring(0, 5))
                .containsExactly("dead1", "dead2", "dead3");
    }

    @Test
    void whatIsConnectedIsSentByAtOnce() throws IOException {
        SipConfig config = SipConfig.builder().listen("tcp:127.0.0.1:0").build();
        Connections connections = new Connections(
                config, new Rejections(), new RequestRates(config.limits(), StackClock.SYSTEM), StackClock.SYSTEM);
        departures.start(connections);
        try (ServerSocket listening = connections.listen(0, 5, InetAddress.getLoopbackAddress());
                Socket peer = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Socket ours = listening.accept()) {
            Hop hop = new HopImpl("127.0.0.1", peer.getLocalPort(), "tcp");
            assertThat(send(hop, "connected")).isTrue();
            assertThat(left).containsExactly("connected in this thread");

            ours.close();
            assertThat(send(hop, "gone")).isTrue();
            Await.until("it leaves", () -> left.contains("gone in another thread"));
        }
    }

    @Test
    void whatCannotBeSentIsForgottenAndNothingElseWithIt() {
        assertThat(departures.send(DEAD, () -> {
                    throw new IllegalStateException("planted");
                }))
                .isTrue();
        assertThat(send(DEAD, "next")).isTrue();
        Await.until("the next leaves", () -> left.size() == 1);
    }

    @Test
    void nothingIsTakenAfterTheEnd() throws InterruptedException {
        departures.close();

        assertThat(send(DEAD, "late")).isFalse();
        assertThat(reached.await(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(left).isEmpty();
    }
}

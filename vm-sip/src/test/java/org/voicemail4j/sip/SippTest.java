package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.Digit;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** Calls by sipp; after each, every leg is closed and no flow has failed. */
class SippTest {

    @TempDir
    Path folder;

    private @Nullable TestServer running;

    @BeforeAll
    static void sippIsThere() {
        Sipp.assumeInstalled();
    }

    @AfterEach
    void everyLegIsClosed() throws InterruptedException {
        TestServer served = server();
        served.awaitSilence();
        served.close();
        assertThat(served.failures).isEmpty();
    }

    private void serve(TestServer started) {
        running = started;
    }

    private TestServer server() {
        return Objects.requireNonNull(running);
    }

    private void run(SipConfig.Transport transport, String scenario, String user, String... more) {
        List<String> arguments = new ArrayList<>(List.of("-s", user, "-i", "127.0.0.1", "-m", "1"));
        arguments.addAll(List.of("-t", transport == SipConfig.Transport.UDP ? "u1" : "t1"));
        arguments.addAll(List.of(more));
        arguments.add("127.0.0.1:" + server().port(transport));
        new Sipp(folder).run(scenario, arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void ordinaryCalls(SipConfig.Transport transport) {
        serve(new TestServer(settings -> settings));

        run(transport, "call", "1000", "-d", "50");
        run(transport, "delayed-offer", "1000");
        run(transport, "hold", "1000");
        run(transport, "cancel", "6000");
        run(transport, "options", "1000");
        run(transport, "server-bye", "5000");
        run(transport, "session-too-short", "1000");
    }

    @ParameterizedTest
    @CsvSource({"not-found, 4000", "overloaded, 7000", "no-codec, 1000"})
    void refusedCalls(String scenario, String user) {
        serve(new TestServer(settings -> settings));

        run(SipConfig.Transport.UDP, scenario, user);
        run(SipConfig.Transport.TCP, scenario, user);
    }

    @Test
    void callsByIpv6() {
        serve(new TestServer(settings -> settings, 64, "::1"));

        for (SipConfig.Transport transport : List.of(SipConfig.Transport.UDP, SipConfig.Transport.TCP)) {
            new Sipp(folder)
                    .run(
                            "call",
                            "-s",
                            "1000",
                            "-i",
                            "::1",
                            "-m",
                            "1",
                            "-d",
                            "50",
                            "-t",
                            transport == SipConfig.Transport.UDP ? "u1" : "t1",
                            "[::1]:" + server().port(transport));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void callersAreSentOn(SipConfig.Transport transport) throws InterruptedException {
        serve(new TestServer(settings -> settings.numberingPlan("national", "sip:{number}@gateway.example")));

        run(transport, "transfer", "2000");
        assertThat(server().taken.poll(10, TimeUnit.SECONDS)).isTrue();
        run(transport, "transfer-refused", "2000");
        assertThat(server().taken.poll(10, TimeUnit.SECONDS)).isFalse();
        run(transport, "callback", "3000");
        assertThat(server().taken.poll(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void phonesSubscribe(SipConfig.Transport transport) {
        serve(new TestServer(settings -> settings.trust("127.0.0.1")));

        run(transport, "subscribe", "1000");
    }

    @Test
    void keysByInfo() {
        serve(new TestServer(settings -> settings));

        run(SipConfig.Transport.UDP, "info", "1000");

        assertThat(server().media.legs.get(0).pressed).containsExactly(Digit.FOUR, Digit.TWO, Digit.POUND);
    }

    @Test
    void aCallThatIsNeverAcknowledgedEndsWithBye() {
        serve(new TestServer(settings -> settings, 4, "127.0.0.1"));

        run(SipConfig.Transport.UDP, "no-ack", "1000");
    }

    @Test
    void aSessionThatIsNotRefreshedEndsWithBye() {
        serve(new TestServer(settings -> settings.shortestSession(Duration.ofSeconds(2))));

        run(SipConfig.Transport.UDP, "session-expires", "1000");
    }

    @Test
    void fiftyCallsAtOnce() {
        serve(new TestServer(settings -> settings));

        run(SipConfig.Transport.UDP, "call", "1000", "-m", "50", "-l", "50", "-r", "50", "-d", "1500");

        assertThat(server().media.legs).hasSize(50);
    }

    @Test
    void moreCallsThanThereMayBeAreRefused() {
        serve(new TestServer(settings -> settings.maxCalls(1)));
        Process first = new Sipp(folder)
                .start(
                        "call",
                        "-s",
                        "1000",
                        "-i",
                        "127.0.0.1",
                        "-m",
                        "1",
                        "-d",
                        "3000",
                        "127.0.0.1:" + server().port(SipConfig.Transport.UDP));
        Await.until("the first call is there", () -> !server().calls.isEmpty());

        run(SipConfig.Transport.UDP, "overloaded", "1000");

        new Sipp(folder).await(first, "first call");
        assertThat(server().calls).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP"})
    void messageWaitingGoesThroughAProxy(SipConfig.Transport transport) throws SocketException, UnknownHostException {
        int port = freePort();
        boolean udp = transport == SipConfig.Transport.UDP;
        Sipp sipp = new Sipp(folder);
        Process proxy = sipp.start(
                "notify", "-i", "127.0.0.1", "-p", Integer.toString(port), "-m", "1", "-t", udp ? "u1" : "t1");
        serve(new TestServer(settings -> settings.notifyRetries(20, Duration.ofMillis(200))
                .outboundProxy("sip:127.0.0.1:" + port + (udp ? "" : ";transport=tcp"))));

        server().endpoint.mwi().publish(MailboxId.parse("1000"), new MessageSummary(new MessageCounts(2, 1, 1, 0)));

        sipp.await(proxy, "notify");
    }

    private static int freePort() throws SocketException, UnknownHostException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}

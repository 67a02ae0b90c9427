package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;

/** Two voicemail nodes with one spool behind one proxy: one is killed or drains, calls and lamps go on. */
class KamailioNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final short[] SPEECH = Speech.say(2, 31);

    @TempDir
    Path folder;

    @Test
    void oneOfTwoNodesIsKilledAndCallsAndLampsGoOn() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), here);
                ServerProcess first = node(proxy, "first");
                ServerProcess second = node(proxy, "second");
                Kamailio started = proxy.start(List.of(first.address(), second.address()), "PING_S=1", "NODE_MS=4000");
                SippPhone phone = new SippPhone(folder.resolve("sipp"), proxy.address(), "1000", "phone-is-busy")) {
            leaveAMessage(started, here);
            leaveAMessage(started, here);
            phone.awaitLamp("yes 2/0 (0/0)");

            first.kill();

            leaveAMessage(started, here);
            leaveAMessage(started, here);
            phone.awaitLamp("yes 4/0 (0/0)");
            assertThat(phone.messages()).contains("Message-Account: sip:*97@example.net");
        }
        assertThat(new Spool(folder.resolve("spool")).recordings("1000", "INBOX"))
                .hasSize(4);
    }

    private ServerProcess node(Kamailio proxy, String name) throws Exception {
        return ServerProcess.named(
                folder,
                name,
                "--proxy=" + proxy.uri(),
                "--trusted=127.0.0.0/8",
                "--message-account=sip:*97@example.net");
    }

    /** What SIGTERM does: its calls go on, and those that the proxy still sends there go to the other node. */
    @Test
    void aNodeThatDrainsKeepsItsCallsAndTheOtherOneTakesAllNewOnes() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), here);
                Server first = draining(proxy);
                Server second = draining(proxy);
                Kamailio started = proxy.start(List.of(first.sipAddress(), second.sipAddress()), "NODE_MS=4000");
                Phone caller = Phone.plugIn("5551234", here, new SplittableRandom());
                PhoneCall call = caller.call(started.address(), "1000")) {
            call.awaitBeep(PATIENCE);
            Server leaving = first.calls() > 0 ? first : second;
            Server staying = leaving == first ? second : first;
            CompletableFuture<Boolean> drained =
                    CompletableFuture.supplyAsync(() -> leaving.drain(Duration.ofMinutes(1)));
            leaveAMessage(started, here);
            leaveAMessage(started, here);
            TestServer.await("the other node's calls are over", () -> staying.calls() == 0);

            assertThat(leaving.calls()).isOne();
            assertThat(call.isOver()).isFalse();
            call.say(SPEECH);
            call.hangUp();
            assertThat(drained.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
        }
        assertThat(new Spool(folder.resolve("spool")).recordings("1000", "INBOX"))
                .hasSize(3);
    }

    private Server draining(Kamailio proxy) throws IOException {
        Path own = Files.createTempDirectory(folder, "node");
        Path conf = Files.writeString(own.resolve("voicemail.conf"), TestServer.CONF);
        return Server.start(
                ServerSettings.of(List.of("udp:127.0.0.1:0"), StoreName.files(folder.resolve("spool")), conf)
                        .proxy(proxy.uri())
                        .sounds(Optional.of(TestServer.beepAlone(own.resolve("sounds"))))
                        .trusted(List.of("127.0.0.0/8"))
                        .maxCalls(10)
                        .build());
    }

    private static void leaveAMessage(Kamailio proxy, InetAddress here) {
        try (Phone caller = Phone.plugIn("5551234", here, new SplittableRandom());
                PhoneCall call = caller.call(proxy.address(), "1000")) {
            call.awaitBeep(PATIENCE);
            call.say(SPEECH);
            call.hangUp();
        }
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;

/** Phones behind the recipe's proxy that must prove who they are, and phones that watch their lamp at a node that goes. */
class KamailioPhonesTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final String[] WATCH = {"Event: message-summary", "Expires: 600"};

    @TempDir
    Path folder;

    @Test
    void whereThereArePasswordsNobodyIsWhoTheySayWithoutOne() throws Exception {
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), HERE);
                Server server = node(proxy, 0);
                Kamailio started = proxy.start(List.of(server.sipAddress()), "WITH_PASSWORDS=1");
                TextPhone owner = new TextPhone("1000", started.address());
                TextPhone caller = new TextPhone("1001", started.address())) {
            assertThat(owner.ask("REGISTER", "1000")).startsWith("SIP/2.0 401");
            assertThat(owner.prove("REGISTER", "1000", "1000", "wrong")).startsWith("SIP/2.0 401");
            assertThat(owner.prove("REGISTER", "1000", "1001", "secret1001")).startsWith("SIP/2.0 401");
            assertThat(owner.prove("REGISTER", "1000", "1000", "secret1000")).startsWith("SIP/2.0 200");

            assertThat(caller.ask("INVITE", "2000")).startsWith("SIP/2.0 407");
            assertThat(caller.prove("INVITE", "2000", "1001", "wrong")).startsWith("SIP/2.0 407");
            assertThat(caller.prove("INVITE", "2000", "1000", "secret1000")).startsWith("SIP/2.0 407");
            String answer = caller.prove("INVITE", "2000", "1001", "secret1001");
            assertThat(answer).startsWith("SIP/2.0 200");
            caller.hangUp(answer);
            TestServer.await("the call has ended", () -> server.calls() == 0);
        }
    }

    @Test
    void aPhoneThatWatchesItsLampIsToldWhicheverNodeTakesTheCallAndWhicheverGoes() throws Exception {
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), HERE);
                Server one = node(proxy, 0);
                Server two = node(proxy, 0);
                Kamailio started =
                        proxy.start(List.of(one.sipAddress(), two.sipAddress()), "PING_S=1", "NODE_MS=3000");
                TextPhone phone = new TextPhone("1000", started.address())) {
            String subscribed = phone.ask("SUBSCRIBE", "1000", WATCH);
            assertThat(subscribed).startsWith("SIP/2.0 200");
            TextPhone.Dialog dialog = TextPhone.Dialog.of(subscribed);
            phone.awaitNotified("0/0");
            boolean atOne = dialog.target().endsWith(":" + one.sipAddress().getPort());
            Server watched = atOne ? one : two;
            Server other = atOne ? two : one;

            leaveAMessage(other.sipAddress()); // the other node learns of it by the files alone
            phone.awaitNotified("1/0");

            int port = watched.sipAddress().getPort();
            watched.close();
            try (Server again = node(proxy, port)) {
                leaveAMessage(other.sipAddress());
                phone.awaitNotified("2/0"); // by the dialog of before
                assertThat(phone.ask(dialog, "SUBSCRIBE", WATCH)).startsWith("SIP/2.0 200");
                assertThat(again.calls()).isZero();
            }

            assertThat(phone.ask(dialog, "SUBSCRIBE", WATCH)).startsWith("SIP/2.0 481");
            assertThat(phone.ask("SUBSCRIBE", "1000", WATCH)).startsWith("SIP/2.0 200");
            leaveAMessage(other.sipAddress());
            phone.awaitNotified("3/0");
        }
    }

    private static void leaveAMessage(InetSocketAddress node) {
        try (Phone caller = Phone.plugIn("5551234", HERE, new SplittableRandom());
                PhoneCall call = caller.call(node, "1000")) {
            call.awaitBeep(Duration.ofSeconds(20));
            call.say(Speech.say(1, 41));
            call.hangUp();
        }
    }

    /** All nodes have one spool. */
    private Server node(Kamailio proxy, int port) throws IOException {
        Path own = Files.createTempDirectory(folder, "node");
        Path conf = Files.writeString(own.resolve("voicemail.conf"), TestServer.CONF);
        return Server.start(
                ServerSettings.of(List.of("udp:127.0.0.1:" + port), StoreName.files(folder.resolve("spool")), conf)
                        .proxy(proxy.uri())
                        .sounds(Optional.of(TestServer.beepAlone(own.resolve("sounds"))))
                        .trusted(List.of("127.0.0.0/8"))
                        .maxCalls(10)
                        .build());
    }
}

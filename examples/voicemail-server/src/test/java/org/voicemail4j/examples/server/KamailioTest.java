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
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;

/**
 * Voicemail behind a real proxy, with the configuration that docs/kamailio.md tells of: phones are registered there, calls
 * that nobody takes come from there, and lamps are switched through it.
 */
class KamailioTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final short[] SPEECH = Speech.say(3, 23);
    private static final short[] BUSY = Speech.say(2, 24);
    private static final short[] PASSWORD = Speech.say(1, 25);
    private static final short[] MENU = Speech.say(1, 26);

    @TempDir
    Path folder;

    @Test
    void aMessageGoesAllTheWayRoundForAPhoneThatIsRegisteredAtTheProxyAlone() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), here);
                Server server = server(proxy);
                Kamailio started = proxy.start(List.of(server.sipAddress()), "RING_MS=1500");
                SippPhone phone = new SippPhone(folder.resolve("sipp"), proxy.address(), "1000", "phone-rings")) {
            leaveAMessage(started.address(), here);
            phone.awaitLamp("yes 1/0 (0/0)");
            assertThat(phone.messages()).contains("CANCEL sip:1000@");
            hearIt(proxy.address(), here);
            phone.awaitLamp("no 0/1 (0/0)");
        }
        assertThat(new Spool(folder.resolve("spool")).recordings("1000", "Old")).hasSize(1);
    }

    @Test
    void aBusyPhoneLeadsToTheBusyGreetingByThePrivateHeaders() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), here);
                Server server = server(proxy);
                Kamailio started = proxy.start(List.of(server.sipAddress()), "WITH_X_HEADERS=1");
                SippPhone phone = new SippPhone(folder.resolve("sipp"), proxy.address(), "1000", "phone-is-busy");
                Phone caller = phone("5551234", here);
                PhoneCall call = caller.call(started.address(), "1000")) {
            assertThat(call.awaitSaid(BUSY, PATIENCE)).isTrue();
            assertThat(phone.messages()).contains("486 Busy Here");
            call.hangUp();
        }
    }

    @Test
    void theSameByIpv6WithTheTargetInTheRequestUri() throws Exception {
        InetAddress here = InetAddress.getByName("::1");
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), here);
                Server server = server(proxy);
                Kamailio started = proxy.start(List.of(server.sipAddress()), "WITH_RFC4458=1");
                SippPhone phone = new SippPhone(folder.resolve("sipp"), proxy.address(), "1000", "phone-is-busy")) {
            leaveAMessage(started.address(), here);
            phone.awaitLamp("yes 1/0 (0/0)");
            hearIt(proxy.address(), here);
            phone.awaitLamp("no 0/1 (0/0)");
        }
    }

    private static void leaveAMessage(InetSocketAddress at, InetAddress here) {
        try (Phone caller = phone("5551234", here);
                PhoneCall call = caller.call(at, "1000")) {
            call.awaitBeep(PATIENCE);
            call.say(SPEECH);
            call.hangUp();
        }
    }

    private static void hearIt(InetSocketAddress at, InetAddress here) {
        try (Phone owner = phone("1000", here);
                PhoneCall call = owner.call(at, "*97")) {
            assertThat(call.awaitSaid(PASSWORD, PATIENCE)).isTrue();
            call.press("4242#");
            assertThat(call.awaitSaid(MENU, PATIENCE)).isTrue();
            call.press("1");
            assertThat(call.awaitSaid(SPEECH, PATIENCE)).isTrue();
            call.hangUp();
        }
    }

    private static Phone phone(String number, InetAddress here) {
        return Phone.plugIn(number, here, new SplittableRandom());
    }

    private Server server(Kamailio proxy) throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        Path sounds = TestServer.beepAlone(folder.resolve("sounds"));
        Spool.write(sounds.resolve("vm-isonphone.wav"), BUSY);
        Spool.write(sounds.resolve("vm-password.wav"), PASSWORD);
        Spool.write(sounds.resolve("vm-onefor.wav"), MENU);
        String host = Kamailio.host(proxy.address());
        return Server.start(
                ServerSettings.of(List.of("udp:" + host + ":0"), StoreName.files(folder.resolve("spool")), conf)
                        .proxy(proxy.uri())
                        .sounds(Optional.of(sounds))
                        .trusted(List.of("127.0.0.0/8", "::1"))
                        .maxCalls(10)
                        .build(),
                CallInfoResolver.NONE);
    }
}

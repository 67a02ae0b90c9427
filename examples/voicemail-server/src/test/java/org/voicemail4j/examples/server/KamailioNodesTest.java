package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;

/** Two voicemail nodes with one spool behind one proxy: one is killed, calls and lamps go on. */
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
        }
        assertThat(new Spool(folder.resolve("spool")).recordings("1000", "INBOX"))
                .hasSize(4);
    }

    private ServerProcess node(Kamailio proxy, String name) throws Exception {
        return ServerProcess.named(folder, name, "--proxy=" + proxy.uri(), "--trusted=127.0.0.0/8");
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

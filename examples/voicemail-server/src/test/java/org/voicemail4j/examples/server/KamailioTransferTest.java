package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.examples.server.phone.TalkFiles.capture;
import static org.voicemail4j.examples.server.phone.TalkFiles.silence;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller whom the recipe's proxy sent to voicemail leaves for the operator: whom the proxy knows, not the caller's phone. */
class KamailioTransferTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    @Test
    void whoeverPressesZeroIsReferredToTheOperatorAtTheProxy() throws Exception {
        Path files = Files.createDirectories(folder.resolve("caller"));
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), HERE);
                Server server = server(proxy);
                Kamailio started = proxy.start(List.of(server.sipAddress()));
                SippPhone operator = new SippPhone(folder.resolve("sipp"), proxy.address(), "0", "phone-is-busy");
                TextPhone phone = new TextPhone("5551001", started.address())) {
            capture().pause(1).press("0").pause(4).write(files.resolve("keys.pcap"));
            new Sipp(files, started.address())
                    .start(
                            "press-and-be-referred",
                            "1000",
                            "keys.pcap",
                            "-m",
                            "1",
                            "-trace_logs",
                            "-log_file",
                            "referred.log")
                    .succeeds();
            String target = Files.readString(files.resolve("referred.log"))
                    .strip()
                    .replaceFirst("(?s).*REFERRED ", "")
                    .strip();

            assertThat(target).isEqualTo("sip:0@" + Kamailio.hostPort(started.address()));
            phone.ask("INVITE", "0"); // as the phone that was referred does
            assertThat(operator.messages()).contains("INVITE sip:0@");
            TestServer.await("no call", () -> server.calls() == 0);
        }
    }

    private Server server(Kamailio proxy) throws IOException {
        String withOperator = TestServer.CONF.replace("Ann Owner", "Ann Owner,,,operator=yes");
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), withOperator);
        Path sounds = TestServer.beepAlone(folder.resolve("sounds"));
        Spool.write(sounds.resolve("vm-intro.wav"), silence(60)); // the key comes while this is played
        return Server.start(ServerSettings.of(
                        List.of("udp:" + Kamailio.host(proxy.address()) + ":0"),
                        StoreName.files(folder.resolve("spool")),
                        conf)
                .proxy(proxy.uri())
                .sounds(Optional.of(sounds))
                .trusted(List.of("127.0.0.0/8"))
                .maxCalls(10)
                .build());
    }
}

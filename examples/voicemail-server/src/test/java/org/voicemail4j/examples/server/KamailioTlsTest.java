package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.sip.TlsConfig;

/** Phones, proxy and voicemail that speak TLS with each other and nothing else, with encrypted sound: the recipe's WITH_TLS. */
class KamailioTlsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final short[] SPEECH = Speech.say(2, 51);
    private static final int HEADER = 44;
    private static final int SECOND = Speech.RATE_HZ;

    @TempDir
    Path folder;

    private int searched;

    @BeforeEach
    void needBaresip() {
        Peers.need("baresip", "baresip-core");
    }

    @Test
    void aMessageGoesAllTheWayRoundByTlsWithEncryptedSound() throws Exception {
        TestCertificate ours = TestCertificate.make(folder, "node.example");
        TestCertificate theirs = TestCertificate.make(folder, "proxy.example");
        try (Kamailio proxy = new Kamailio(folder.resolve("kamailio"), HERE);
                Server server = server(proxy, ours, theirs);
                Kamailio started = proxy.start(
                        List.of(server.sipAddress("tls")),
                        "WITH_TLS",
                        "RING_MS=1500",
                        "CERTIFICATE=\"" + theirs.certificate() + '"',
                        "KEY=\"" + theirs.key() + '"',
                        "NODES_TRUSTED=\"" + ours.certificate() + '"')) {
            InetSocketAddress at = started.secureAddress();
            try (Baresip owner = phone("1000", at, theirs, new short[60 * SECOND])) {
                owner.await("Voice-Message: 0/0 (0/0)"); // registered, and its lamp's first state
                try (Baresip caller = phone("5551234", at, theirs, speech(), dial("1000", at))) {
                    assertThat(caller.await("terminated (duration")).contains("SRTP is Enabled");
                }
                owner.await("Voice-Message: 1/0 (0/0)");
                assertThat(owner.log()).contains("Incoming call from").doesNotContain("SRTP is Enabled");

                owner.command(dial("*97", at));
                owner.await("Call established");
                owner.command("/sndcode 4242#");
                owner.command("/sndcode 1");
                TestServer.await("the message is heard", () -> heard("1000") > 0.95);
                assertThat(owner.log()).contains("SRTP is Enabled");
                owner.command("/hangup");
                owner.await("Voice-Message: 0/1 (0/0)");
            }
            TestServer.await("no call", () -> server.calls() == 0);
        }
        assertThat(new Spool(folder.resolve("spool")).recordings("1000", "Old")).hasSize(1);
    }

    private static String dial(String number, InetSocketAddress at) {
        return "/dial sip:" + number + '@' + Kamailio.hostPort(at) + ";transport=tls";
    }

    /** Silence first, so that the greeting is over, and behind it. */
    private static short[] speech() {
        short[] said = new short[SECOND * 3 + SPEECH.length + SECOND / 2];
        System.arraycopy(SPEECH, 0, said, SECOND * 3, SPEECH.length);
        return said;
    }

    private Baresip phone(String number, InetSocketAddress at, TestCertificate theirs, short[] said, String... commands)
            throws IOException {
        Path own = Files.createDirectories(folder.resolve("phone-" + number));
        Spool.write(own.resolve("said.wav"), said);
        String proxy = "sip:" + Kamailio.hostPort(at) + ";transport=tls"; // also of its SUBSCRIBE
        String account =
                "<sip:" + number + '@' + Kamailio.hostPort(at) + ";transport=tls>;mediaenc=srtp-mand;outbound=\""
                        + proxy + "\";regint=" + (commands.length == 0 ? "600" : "0");
        return new Baresip(
                own,
                account,
                List.of(
                        "sip_cafile " + theirs.certificate(),
                        "sip_verify_server yes",
                        "module srtp.so",
                        "module sndfile.so",
                        "module_app mwi.so"),
                commands);
    }

    /** How like the speech that phone's last call sounds so far; looked at anew with each half second of it. */
    private double heard(String number) {
        try (Stream<Path> files = Files.list(folder.resolve("phone-" + number))) {
            Optional<Path> decoded =
                    files.filter(file -> file.toString().endsWith("-dec.wav")).findFirst();
            short[] sound = decoded.isEmpty() ? new short[0] : soFar(decoded.get());
            if (sound.length < searched + SECOND / 2) {
                return 0;
            }
            searched = sound.length;
            return SoundMatch.find(SPEECH, sound).correlation();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The samples of a WAV file that is still written, whose header does not yet know how many they are. */
    private static short[] soFar(Path wav) throws IOException {
        byte[] octets = Files.readAllBytes(wav);
        short[] samples = new short[Math.max(0, octets.length - HEADER) / 2];
        if (samples.length > 0) {
            ByteBuffer.wrap(octets, HEADER, 2 * samples.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
        }
        return samples;
    }

    private Server server(Kamailio proxy, TestCertificate ours, TestCertificate theirs) throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        return Server.start(ServerSettings.of(
                        List.of("tls:127.0.0.1:0"), StoreName.files(folder.resolve("spool")), conf)
                .proxy("sip:" + Kamailio.hostPort(proxy.secureAddress()) + ";transport=tls")
                .sounds(Optional.of(TestServer.beepAlone(folder.resolve("sounds"))))
                .maxCalls(10)
                .moreSip(sip -> sip.tls(TlsConfig.keyStore(ours.store(), TestCertificate.PASSWORD.toCharArray())
                                .trusting(theirs.certificate())
                                .clients(TlsConfig.ClientCertificates.REQUIRED))
                        .trustCertificate("proxy.example"))
                .build());
    }
}

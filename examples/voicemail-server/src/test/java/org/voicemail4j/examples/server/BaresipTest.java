package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.sip.DigestAlgorithm;
import org.voicemail4j.sip.SipAuthentication;
import org.voicemail4j.sip.TlsConfig;

/** A softphone of others calls by TLS, proves who it is, and speaks and hears encrypted sound. */
class BaresipTest {

    private static final String PASSWORD = "changeit";
    private static final short[] SPEECH = Speech.say(4, 21);
    /** A square that nobody says; below it is silence, also after coding. */
    private static final int QUIET = 200;

    @TempDir
    Path folder;

    @BeforeEach
    void needBaresip() {
        Peers.need("baresip");
    }

    @Test
    void aMessageIsLeftByTlsAndEncryptedSound() throws Exception {
        Path store = certificate();
        try (Server server = Server.start(settings(store))) {
            String output = call(server.sipAddress("tls").getPort());

            assertThat(output)
                    .contains("SRTP is Enabled", "Call established", "incoming rtp for 'audio' established")
                    .doesNotContain("authentication failed");
            TestServer.await("the call is over", () -> server.calls() == 0);
        }
        Spool spool = new Spool(folder.resolve("spool"));
        List<Path> messages = spool.recordings("1000", "INBOX");
        assertThat(messages).hasSize(1);
        assertThat(Files.readString(spool.envelopes("1000", "INBOX").get(0))).contains("<anna>");
        SoundMatch match = SoundMatch.find(SPEECH, fromTheFirstWord(Spool.samples(messages.get(0))));
        assertThat(match.correlation()).isGreaterThan(0.98);
    }

    private static short[] fromTheFirstWord(short[] message) {
        int first = 0;
        while (first < message.length && Math.abs(message[first]) < QUIET) {
            first++;
        }
        return Arrays.copyOfRange(message, Math.max(0, first - Speech.RATE_HZ / 4), message.length);
    }

    private ServerSettings settings(Path store) throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        return ServerSettings.of(List.of("tls:127.0.0.1:0"), StoreName.files(folder.resolve("spool")), conf)
                .sounds(Optional.of(TestServer.beepAlone(folder.resolve("sounds"))))
                .maxCalls(100)
                .moreSip(sip -> sip.tls(TlsConfig.keyStore(store, PASSWORD.toCharArray()))
                        .authentication(SipAuthentication.builder("voicemail", users())
                                .algorithms(DigestAlgorithm.MD5) // baresip 1.0 knows no other
                                .build()))
                .build();
    }

    private SipUserFile users() {
        try {
            return SipUserFile.read(Files.writeString(
                    folder.resolve("users"),
                    "anna:voicemail:" + md5("anna:voicemail:right") + "\n# another\nbert:voicemail:plain:wrong\n"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has baresip call mailbox 1000 and say what is to be said; it hangs up when it has. Returns what it wrote. */
    private String call(int port) throws Exception {
        Path conf = Files.createDirectories(folder.resolve("baresip"));
        short[] said = new short[Speech.RATE_HZ * 3 + SPEECH.length + Speech.RATE_HZ];
        System.arraycopy(SPEECH, 0, said, Speech.RATE_HZ * 3, SPEECH.length);
        Spool.write(folder.resolve("said.wav"), said);
        Files.writeString(conf.resolve("config"), """
            poll_method epoll
            sip_listen 127.0.0.1:0
            sip_cafile FOLDER/ours.crt
            sip_verify_server yes
            net_interface 127.0.0.1
            audio_player aufile,FOLDER/heard.wav
            audio_source aufile,FOLDER/said.wav
            module_path MODULES
            module g711.so
            module aufile.so
            module srtp.so
            module_app account.so
            module_app menu.so
            """.replace("FOLDER", folder.toString())
                .replace("MODULES", modules().toString()));
        Files.writeString(
                conf.resolve("accounts"),
                "<sip:anna@127.0.0.1:" + port + ";transport=tls>;auth_user=anna;auth_pass=right;regint=0;"
                        + "mediaenc=srtp-mand\n");
        Path output = folder.resolve("baresip.log");
        Process baresip = new ProcessBuilder(
                        "baresip",
                        "-f",
                        conf.toString(),
                        "-t",
                        "40",
                        "-e",
                        "/dial sip:1000@127.0.0.1:" + port + ";transport=tls")
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(output.toFile())
                .start();
        try {
            TestServer.await("baresip to end its call", () -> text(output).contains("terminated (duration"));
            return text(output);
        } finally {
            baresip.destroy();
            if (!baresip.waitFor(5, TimeUnit.SECONDS)) {
                baresip.destroyForcibly();
            }
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static Path modules() {
        for (String place : List.of("/usr/lib/baresip/modules", "/usr/local/lib/baresip/modules")) {
            if (Files.isDirectory(Path.of(place))) {
                return Path.of(place);
            }
        }
        throw new AssertionError("baresip has no modules");
    }

    /** A certificate for the loopback that vouches for itself. */
    private Path certificate() throws Exception {
        Path store = folder.resolve("ours.p12");
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -keyalg EC -alias ours"
                                + " -dname CN=127.0.0.1 -ext SAN=ip:127.0.0.1 -validity 2 -storetype PKCS12"
                                + " -storepass " + PASSWORD + " -keystore " + store)
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).as(text(folder.resolve("keytool.log"))).isZero();
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream octets = Files.newInputStream(store)) {
            loaded.load(octets, PASSWORD.toCharArray());
        }
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(loaded.getCertificate("ours").getEncoded());
        Files.writeString(
                folder.resolve("ours.crt"), "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
        return store;
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
        TestCertificate ours = TestCertificate.make(folder, "voicemail.example");
        try (Server server = Server.start(settings(ours))) {
            String output = call(server.sipAddress("tls").getPort(), ours);

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

    private ServerSettings settings(TestCertificate ours) throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        return ServerSettings.of(List.of("tls:127.0.0.1:0"), StoreName.files(folder.resolve("spool")), conf)
                .sounds(Optional.of(TestServer.beepAlone(folder.resolve("sounds"))))
                .maxCalls(100)
                .moreSip(sip -> sip.tls(TlsConfig.keyStore(ours.store(), TestCertificate.PASSWORD.toCharArray()))
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
    private String call(int port, TestCertificate ours) throws IOException {
        Path phone = Files.createDirectories(folder.resolve("baresip"));
        short[] said = new short[Speech.RATE_HZ * 3 + SPEECH.length + Speech.RATE_HZ];
        System.arraycopy(SPEECH, 0, said, Speech.RATE_HZ * 3, SPEECH.length);
        Spool.write(phone.resolve("said.wav"), said);
        try (Baresip baresip = new Baresip(
                phone,
                "<sip:anna@127.0.0.1:" + port + ";transport=tls>;auth_user=anna;auth_pass=right;regint=0;"
                        + "mediaenc=srtp-mand",
                List.of("sip_cafile " + ours.certificate(), "sip_verify_server yes", "module srtp.so"),
                "/dial sip:1000@127.0.0.1:" + port + ";transport=tls")) {
            return baresip.await("terminated (duration");
        }
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.RiffHeader;

/** A softphone of others speaks G.722 with a server that prefers it. */
class WidebandTest {

    private static final int WIDE_HZ = 16_000;
    private static final int HIGH_HZ = 6000;

    @TempDir
    Path folder;

    @BeforeEach
    void needBaresip() {
        Peers.need("baresip");
    }

    @Test
    void whatIsAboveFourKilohertzIsKeptInTheRenditionThatCanKeepIt() throws Exception {
        try (Server server = Server.start(settings())) {
            call(server.sipAddress().getPort());
            TestServer.await("the call is over", () -> server.calls() == 0);
        }

        Path inbox = folder.resolve("spool/default/1000/INBOX");
        assertThat(loudest(inbox.resolve("msg0000.wav16"), WIDE_HZ, HIGH_HZ)).isBetween(5000.0, 9000.0);
        assertThat(loudest(inbox.resolve("msg0000.wav"), 8000, 1000)).isBetween(5000.0, 9000.0);
        assertThat(loudest(inbox.resolve("msg0000.wav"), 8000, 2000))
                .as("what would be an alias")
                .isLessThan(200);
    }

    private ServerSettings settings() throws IOException {
        String formats = TestServer.CONF.replace("format = wav", "format = wav|wav16");
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), formats);
        return ServerSettings.of(List.of("udp:127.0.0.1:0"), StoreName.files(folder.resolve("spool")), conf)
                .sounds(Optional.of(TestServer.beepAlone(folder.resolve("sounds"))))
                .wideband(true)
                .build();
    }

    /** The greatest amplitude of a tone in any fifth of a second. */
    private static double loudest(Path wav, int rateHz, int frequency) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(24)).as("sample rate").isEqualTo(rateHz);
        int piece = rateHz / 5;
        double loudest = 0;
        for (int at = 44; at + 2 * piece <= file.limit(); at += 2 * piece) {
            double sine = 0;
            double cosine = 0;
            for (int i = 0; i < piece; i++) {
                double turn = 2 * Math.PI * frequency * i / rateHz;
                sine += file.getShort(at + 2 * i) * Math.sin(turn);
                cosine += file.getShort(at + 2 * i) * Math.cos(turn);
            }
            loudest = Math.max(loudest, Math.hypot(sine, cosine) * 2 / piece);
        }
        return loudest;
    }

    /** Two tones for two seconds, with silence around them while the server plays and before the phone hangs up. */
    private void writeWhatIsSaid() throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(2 * 6 * WIDE_HZ).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 3 * WIDE_HZ; i < 5 * WIDE_HZ; i++) {
            double second = 2 * Math.PI * i / WIDE_HZ;
            octets.putShort(2 * i, (short) (8000 * Math.sin(HIGH_HZ * second) + 8000 * Math.sin(1000 * second)));
        }
        byte[] header = RiffHeader.encode(AudioEncoding.LINEAR_16K, octets.capacity());
        byte[] file = ByteBuffer.allocate(header.length + octets.capacity())
                .put(header)
                .put(octets)
                .array();
        Files.write(folder.resolve("said.wav"), file);
    }

    private void call(int port) throws IOException {
        writeWhatIsSaid();
        try (Baresip baresip = new Baresip(
                folder,
                "<sip:anna@127.0.0.1:" + port + ">;regint=0;audio_codecs=G722/16000/1,PCMU/8000/1",
                List.of("module g722.so"),
                "/dial sip:1000@127.0.0.1:" + port)) {
            baresip.await("terminated (duration");
        }
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.file.SoundFile;

/**
 * A call with Asterisk's usual {@code format = wav49|gsm|wav} leaves one message in three renditions, made in one pass. sox,
 * which has its own code for the files and libgsm for the sound, makes the same octets of the wav rendition, and reads
 * ours.
 */
class RenditionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BLOCK = AudioFormat.WAV49.encoding().blockBytes();

    @TempDir
    Path folder;

    @Test
    void aMessageIsKeptInAllConfiguredFormats() throws Exception {
        Peers.need("sox");
        short[] said = Speech.say(3, 17);

        Path inbox = recordMessage(said);

        Path wav = inbox.resolve("msg0000.wav");
        assertThat(SoundMatch.find(said, Spool.samples(wav)).correlation()).isGreaterThan(0.99);
        gsmIs(inbox.resolve("msg0000.gsm"), wav);
        wav49Is(inbox.resolve("msg0000.WAV"), wav);
        soxHears(inbox.resolve("msg0000.gsm"), "-t", "gsm");
        soxHears(inbox.resolve("msg0000.WAV"), "-t", "wav");
    }

    private Path recordMessage(short[] said) throws IOException {
        String conf = TestServer.CONF.replace("format = wav", "format = wav49|gsm|wav");
        try (TestServer server = new TestServer(folder, CallInfoResolver.NONE, conf);
                Phone phone = Phone.plugIn("5551234", InetAddress.getLoopbackAddress(), new SplittableRandom())) {
            try (PhoneCall call = phone.call(server.address(), "1000")) {
                call.awaitBeep(PATIENCE);
                call.say(said);
                call.hangUp();
            }
            server.awaitNoCalls();
            return server.spool().root().resolve("default/1000/INBOX");
        }
    }

    private void gsmIs(Path gsm, Path wav) throws Exception {
        Path theirs = folder.resolve("theirs.gsm");
        sox("-D", wav.toString(), "-t", "gsm", theirs.toString());

        assertThat(Files.readAllBytes(gsm)).isEqualTo(Files.readAllBytes(theirs));
    }

    private void wav49Is(Path wav49, Path wav) throws Exception {
        Path theirs = folder.resolve("theirs.WAV");
        sox("-D", wav.toString(), "-t", "wav", "-e", "gsm-full-rate", theirs.toString());
        byte[] ours = Files.readAllBytes(wav49);
        int soundBytes = ours.length - 60;

        assertThat(soundBytes % BLOCK).as("whole blocks").isZero();
        assertThat(Arrays.copyOf(ours, 60)).isEqualTo(asterisksHeader(soundBytes));
        assertThat(Arrays.copyOfRange(ours, 60, ours.length))
                .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(theirs), 60, ours.length));
    }

    /** The 60 octets that Asterisk's format_wav_gsm writes. */
    private static byte[] asterisksHeader(int soundBytes) {
        ByteBuffer header = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(52 + soundBytes).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(20).putShort((short) 49).putShort((short) 1);
        header.putInt(8000).putInt(1625).putInt(65).putShort((short) 2).putShort((short) 320);
        header.put(ascii("fact")).putInt(4).putInt(soundBytes / 65 * 320);
        return header.put(ascii("data")).putInt(soundBytes).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What we play of a rendition is what sox plays of it, to the bit. */
    private void soxHears(Path rendition, String... type) throws Exception {
        Path theirs = folder.resolve("theirs.raw");
        sox("-D", type[0], type[1], rendition.toString(), "-t", "raw", "-e", "signed", "-b", "16", theirs.toString());
        AudioContent content = SoundFile.find(rendition).orElseThrow();
        Samples ours = new Samples();

        AudioCodecs.standard().transcoder().transcode(content, ours);

        assertThat(ours.octets()).isEqualTo(Files.readAllBytes(theirs));
    }

    private void sox(String... words) throws Exception {
        String[] command = new String[words.length + 1];
        command[0] = "sox";
        System.arraycopy(words, 0, command, 1, words.length);
        Process sox = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sox.log").toFile())
                .start();
        assertThat(sox.waitFor(20, TimeUnit.SECONDS)).as("sox ended").isTrue();
        assertThat(sox.exitValue())
                .as(Files.readString(folder.resolve("sox.log")))
                .isZero();
    }

    /** Keeps linear samples in memory. */
    private static final class Samples implements AudioSink {

        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        byte[] octets() {
            return octets.toByteArray();
        }

        @Override
        public AudioFormat format() {
            return AudioFormat.SLN;
        }

        @Override
        public void append(ByteBuffer audio) {
            while (audio.hasRemaining()) {
                octets.write(audio.get());
            }
        }

        @Override
        public Duration length() {
            return format().encoding().duration(octets.size());
        }
    }
}

package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.voicemail4j.audio.AudioEncoding;

/**
 * GSM 06.10 against the test sequences of ETSI EN 300 961, Seq01 to Seq05. They are ETSI's and not in this project; whoever has
 * them says where: {@code -Detsi.sequences=FOLDER}. Without, there is nothing to run here.
 */
class EtsiSequencesTest {

    private static final AudioCodec CODEC = AudioCodecs.standard().require(AudioEncoding.GSM);

    @TestFactory
    Stream<DynamicTest> theSequencesAreCodedAndDecodedToTheBit() {
        String folder = System.getProperty("etsi.sequences");
        return folder == null
                ? Stream.empty()
                : IntStream.rangeClosed(1, 5)
                        .mapToObj(number -> Path.of(folder, "Seq0" + number))
                        .flatMap(EtsiSequencesTest::tests);
    }

    private static Stream<DynamicTest> tests(Path sequence) {
        DynamicTest decoding = dynamicTest("decoding " + sequence.getFileName(), () -> decodes(sequence));
        return Files.exists(of(sequence, ".inp")) // the last one is for decoders alone
                ? Stream.of(dynamicTest("coding " + sequence.getFileName(), () -> codes(sequence)), decoding)
                : Stream.of(decoding);
    }

    private static Path of(Path sequence, String extension) {
        return sequence.resolveSibling(sequence.getFileName() + extension);
    }

    private static void codes(Path sequence) throws IOException {
        short[] sound = words(of(sequence, ".inp"));
        byte[] coded = new byte[sound.length / 160 * 33];

        CODEC.encoder().encode(sound, 0, sound.length, coded, 0);

        assertThat(coded).isEqualTo(frames(of(sequence, ".cod")));
    }

    private static void decodes(Path sequence) throws IOException {
        byte[] coded = frames(of(sequence, ".cod"));
        short[] sound = new short[coded.length / 33 * 160];

        CODEC.decoder().decode(coded, 0, coded.length, sound, 0);

        assertThat(sound).isNotEmpty().isEqualTo(words(of(sequence, ".out")));
    }

    /** A file of parameters, 76 words for each frame, as frames of 33 octets. */
    private static byte[] frames(Path parameters) throws IOException {
        short[] words = words(parameters);
        byte[] frames = new byte[words.length / GsmTables.FRAME_WORDS * 33];
        int[] frame = new int[2 * GsmTables.FRAME_WORDS];
        for (int i = 0; i < frames.length / 33; i++) {
            for (int j = 0; j < GsmTables.FRAME_WORDS; j++) {
                frame[j] = words[i * GsmTables.FRAME_WORDS + j];
            }
            GsmFraming.PLAIN.pack(frame, frames, 33 * i);
        }
        return frames;
    }

    private static short[] words(Path file) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        short[] words = new short[octets.length / 2];
        ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(words);
        return words;
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks into a spool with nothing but the knowledge of its layout. */
final class Spool {

    private final Path root;

    Spool(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** The recordings in a folder of a mailbox of the default context, in order. */
    List<Path> recordings(String mailbox, String folder) throws IOException {
        return files(mailbox, folder, ".wav");
    }

    /** The envelopes in a folder of a mailbox of the default context, in order. */
    List<Path> envelopes(String mailbox, String folder) throws IOException {
        return files(mailbox, folder, ".txt");
    }

    private List<Path> files(String mailbox, String folder, String extension) throws IOException {
        Path path = root.resolve("default").resolve(mailbox).resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches("msg[0-9]{4}\\" + extension))
                    .sorted()
                    .toList();
        }
    }

    /** The samples of a WAV file of 16 bit, 8 kHz, mono, with Asterisk's header of 44 octets. */
    static short[] samples(Path wav) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(24)).as("sample rate").isEqualTo(8000);
        assertThat(file.getInt(40)).as("length of the sound in the header").isEqualTo(file.limit() - 44);
        short[] samples = new short[(file.limit() - 44) / 2];
        file.position(44);
        file.asShortBuffer().get(samples);
        return samples;
    }

    /** Writes such a file. */
    static void write(Path wav, short[] samples) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(36 + 2 * samples.length);
        file.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
        file.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000);
        file.putShort((short) 2).putShort((short) 16);
        file.put(new byte[] {'d', 'a', 't', 'a'}).putInt(2 * samples.length);
        for (short sample : samples) {
            file.putShort(sample);
        }
        Files.write(wav, file.array());
    }
}

package org.voicemail4j.examples.server.api;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.file.SoundFileWriter;

/** Sends sound as a file of some format. It is made first, in the folder for temporary files, and deleted when it is sent. */
public final class SoundDownload {

    private static final Map<AudioFormat, String> MEDIA_TYPES = Map.of(
            AudioFormat.WAV, "audio/wav",
            AudioFormat.WAV16, "audio/wav",
            AudioFormat.WAV49, "audio/wav",
            AudioFormat.GSM, "audio/gsm",
            AudioFormat.ULAW, "audio/basic",
            AudioFormat.ALAW, "audio/x-alaw-basic",
            AudioFormat.G722, "audio/g722");
    private static final String OGG = "audio/ogg";
    private static final String BARE = "application/octet-stream";

    private final AudioTranscoder transcoder;

    /** Makes files by that transcoder. */
    public SoundDownload(AudioTranscoder transcoder) {
        this.transcoder = transcoder;
    }

    /**
     * The answer to whoever asks for the sound.
     *
     * @param asked the format's name; as it is kept if nothing is said
     * @throws Problem 400 if nothing makes that format
     */
    Answer answer(AudioContent sound, Optional<String> asked) {
        Optional<String> extension = asked.filter(transcoder.files(sound.format())::contains);
        if (extension.isPresent()) {
            Path made = made("." + extension.get(), file -> write(sound, extension.get(), file));
            return answer(made, extension.get().equals("mp3") ? "audio/mpeg" : OGG);
        }
        AudioFormat format = asked.map(SoundDownload::format).orElse(sound.format());
        if (!transcoder.canTranscode(sound.format(), format)) {
            throw new Problem(
                    400,
                    "nothing makes " + format.formatName() + " of "
                            + sound.format().formatName());
        }
        Path made = made("." + format.extension(), file -> {
            try (SoundFileWriter writer = SoundFileWriter.create(file, format)) {
                transcoder.transcode(sound, writer);
            }
        });
        return answer(made, MEDIA_TYPES.getOrDefault(format, BARE));
    }

    private void write(AudioContent sound, String extension, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            transcoder.writeFile(sound, extension, out);
        }
    }

    private static Answer answer(Path file, String type) {
        try {
            return new Answer(200, Map.of("Content-Type", type), new TemporaryFile(file, Files.size(file)));
        } catch (IOException e) {
            throw new MediaException("temporary file " + file + " cannot be read", e);
        }
    }

    private static AudioFormat format(String name) {
        return AudioFormat.named(name).orElseThrow(() -> new Problem(400, "there is no format of that name"));
    }

    /** What fills a file. */
    private interface Making {
        void into(Path file) throws IOException;
    }

    private static Path made(String suffix, Making making) {
        Path file = null;
        boolean done = false;
        try {
            file = Files.createTempFile("voicemail", suffix);
            making.into(file);
            done = true;
            return file;
        } catch (IOException e) {
            throw new MediaException("no temporary file for sound", e);
        } finally {
            if (!done && file != null) {
                TemporaryFile.delete(file);
            }
        }
    }

    /** A file that is there until it is sent, or could not be. */
    private record TemporaryFile(Path file, long octets) implements Answer.Body {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            Files.copy(file, out);
        }

        @Override
        public void close() {
            delete(file);
        }

        static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}

package org.voicemail4j.examples.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.file.SoundImport;

/** Takes sound in, by way of a temporary file. */
public final class SoundUpload {

    private static final int LARGEST = 64_000_000;
    private static final int PIECE = 16_384;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Map<String, String> EXTENSIONS = Map.of(
            "audio/wav", "wav",
            "audio/wave", "wav",
            "audio/x-wav", "wav",
            "audio/vnd.wave", "wav",
            "audio/gsm", "gsm",
            "audio/x-gsm", "gsm",
            "audio/basic", "ulaw",
            "audio/x-alaw-basic", "alaw",
            "audio/g722", "g722");

    private final AudioCodecs codecs;

    /** Reads sound by these. */
    public SoundUpload(AudioCodecs codecs) {
        this.codecs = codecs;
    }

    /**
     * A request's body as a greeting, as loud as greetings should be.
     *
     * @param longest of the mailbox; zero if that has no limit
     * @throws Problem 413, 415, or 422 if it is too long, of no kind that is known, or no sound
     */
    AudioContent greeting(Request request, Duration longest) throws IOException {
        Path file = temporary(extension(request.header("Content-Type")));
        try {
            save(request.body(), file);
            return SoundImport.greeting(file, codecs, longest.isZero() ? LONGEST : longest);
        } catch (MediaException e) {
            throw new Problem(
                    422,
                    "the body is no sound that can be a greeting of at most "
                            + (longest.isZero() ? LONGEST : longest).toSeconds() + " s");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String extension(Optional<String> contentType) {
        String type = contentType.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(EXTENSIONS.get(type))
                .orElseThrow(() -> new Problem(415, "sound is taken as audio/wav, gsm, basic, x-alaw-basic or g722"));
    }

    /** A disk that is full is not a client that has gone. */
    private static Path temporary(String extension) {
        try {
            return Files.createTempFile("voicemail", "." + extension);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for a greeting", e);
        }
    }

    private static void save(InputStream body, Path file) throws IOException {
        byte[] piece = new byte[PIECE];
        long octets = 0;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int read;
            while ((read = body.read(piece)) >= 0) {
                octets += read;
                if (octets > LARGEST) {
                    throw new Problem(413, "a sound has at most " + LARGEST + " octets");
                }
                write(ByteBuffer.wrap(piece, 0, read), out);
            }
        }
    }

    private static void write(ByteBuffer piece, FileChannel out) {
        try {
            while (piece.hasRemaining()) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a greeting cannot be kept for a moment", e);
        }
    }
}

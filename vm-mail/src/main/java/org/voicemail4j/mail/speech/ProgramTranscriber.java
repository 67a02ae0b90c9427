package org.voicemail4j.mail.speech;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.audio.Transcriber;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.mail.command.Program;

/**
 * Has a program write down what is said. It is run without a shell; in its arguments {@code ${FILE}} stands for a WAVE file
 * (16 bit, one channel, 16 kHz unless another format is chosen) that is deleted when it has ended, {@code ${LANGUAGE}} for a
 * language tag such as {@code de} or {@code pt-BR}. What it writes to standard output, in UTF-8, is the text. Exit code 0
 * means done, 65 that this recording never will be (EX_DATAERR), any other that it may go another time. It is killed when it
 * takes too long or writes too much.
 */
public final class ProgramTranscriber implements Transcriber {

    /** EX_DATAERR of sysexits.h. */
    private static final int UNUSABLE = 65;

    private static final int MOST_OUTPUT = 65_536;

    private final Program program;
    private final AudioTranscoder transcoder;
    private final AudioFormat format;

    /**
     * Has that program do it.
     *
     * @param transcoder makes the WAVE files
     * @param format {@link AudioFormat#WAV16} or {@link AudioFormat#WAV}
     * @throws IllegalArgumentException if the program is not told the file, or the format is another
     */
    public ProgramTranscriber(Program program, AudioTranscoder transcoder, AudioFormat format) {
        this.program = Objects.requireNonNull(program, "program");
        this.transcoder = Objects.requireNonNull(transcoder, "transcoder");
        if (format != AudioFormat.WAV && format != AudioFormat.WAV16) {
            throw new IllegalArgumentException("a program is given wav or wav16, not " + format.formatName());
        }
        if (program.command().stream().noneMatch(word -> word.contains("${FILE}"))) {
            throw new IllegalArgumentException("the program is not told the file: ${FILE} is not among its arguments");
        }
        this.format = format;
    }

    @Override
    public Transcription transcribe(AudioContent sound, Locale language) {
        if (sound.payloadBytes() == 0) {
            return new Transcription.Wordless();
        }
        if (!transcoder.canTranscode(sound.format(), format)) {
            return new Transcription.Failed("nothing makes " + format + " of " + sound.format(), false);
        }
        try (TemporaryWave wave = TemporaryWave.of(sound, format, transcoder)) {
            return run(wave.file(), language);
        } catch (IOException e) {
            return new Transcription.Failed("no temporary file: " + e.getMessage(), true);
        }
    }

    private Transcription run(Path file, Locale language) {
        List<String> words = program.command().stream()
                .map(word -> word.replace("${FILE}", file.toString()).replace("${LANGUAGE}", language.toLanguageTag()))
                .toList();
        try {
            Program.Exit exit = new Program(words, program.patience()).runForOutput(MOST_OUTPUT);
            return exit.exit() == 0
                    ? Transcription.of(exit.output())
                    : new Transcription.Failed(
                            "exit code " + exit.exit() + ": " + exit.output().strip(), exit.exit() != UNUSABLE);
        } catch (VoicemailException e) {
            return new Transcription.Failed(String.valueOf(e.getMessage()), true);
        }
    }
}

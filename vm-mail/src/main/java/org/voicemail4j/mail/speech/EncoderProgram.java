package org.voicemail4j.mail.speech;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mail.command.Program;

/**
 * A transcoder that has a program make files of one more kind, such as mp3, for mails and programs, not for stores. The
 * program is run without a shell; in its arguments {@code ${FILE}} stands for a WAVE file (16 bit, one channel, at the
 * recording's rate) that is deleted when it has ended. What it writes to standard output is the file: {@code lame --quiet
 * ${FILE} -}, {@code ffmpeg -v error -i ${FILE} -f mp3 -}. It fails unless it exits with 0 and has written something; it is
 * killed when it takes too long or has written more than 16 MB. The first failure is warned of, and the next one after it has
 * worked again. For many threads.
 */
public final class EncoderProgram implements AudioTranscoder {

    private static final Logger LOG = LoggerFactory.getLogger(EncoderProgram.class);
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,8}");

    private final AudioTranscoder others;
    private final String extension;
    private final Program program;
    private final AtomicBoolean works = new AtomicBoolean(true);

    /**
     * Adds such files to what a transcoder makes.
     *
     * @param others makes all else, and the WAVE files
     * @param extension of the files, in lower case
     * @throws IllegalArgumentException if that is none, or the program is not told the file
     */
    public EncoderProgram(AudioTranscoder others, String extension, Program program) {
        this.others = Objects.requireNonNull(others, "others");
        this.program = Objects.requireNonNull(program, "program");
        if (!EXTENSION.matcher(extension).matches()
                || AudioFormat.ofExtension(extension).isPresent()) {
            throw new IllegalArgumentException("not an extension for a program's files: '" + extension + "'");
        }
        if (program.command().stream().noneMatch(word -> word.contains("${FILE}"))) {
            throw new IllegalArgumentException("the program is not told the file: ${FILE} is not among its arguments");
        }
        this.extension = extension;
    }

    @Override
    public boolean canTranscode(AudioFormat from, AudioFormat to) {
        return others.canTranscode(from, to);
    }

    @Override
    public void transcode(AudioContent from, AudioSink to) {
        others.transcode(from, to);
    }

    @Override
    public Set<String> files(AudioFormat from) {
        Set<String> files = new HashSet<>(others.files(from));
        if (others.canTranscode(from, wave(from))) {
            files.add(extension);
        }
        return Set.copyOf(files);
    }

    /** WAVE at the recording's rate. */
    private static AudioFormat wave(AudioFormat from) {
        return from.encoding().sampleRateHz() == AudioFormat.WAV16.encoding().sampleRateHz()
                ? AudioFormat.WAV16
                : AudioFormat.WAV;
    }

    @Override
    public void writeFile(AudioContent from, String wanted, OutputStream out) {
        if (!wanted.equals(extension)) {
            others.writeFile(from, wanted, out);
            return;
        }
        if (!others.canTranscode(from.format(), wave(from.format()))) {
            throw new IllegalArgumentException("nothing makes a file '" + wanted + "' of " + from.format());
        }
        try (TemporaryWave wave = TemporaryWave.of(from, wave(from.format()), others)) {
            List<String> words = program.command().stream()
                    .map(word -> word.replace("${FILE}", wave.file().toString()))
                    .toList();
            new Program(words, program.patience()).runInto(out);
            works.set(true);
        } catch (IOException e) {
            throw failed(new VoicemailException("no temporary file for " + program + ": " + e.getMessage(), e));
        } catch (VoicemailException e) {
            throw failed(e);
        }
    }

    private VoicemailException failed(VoicemailException failure) {
        if (works.getAndSet(false)) {
            LOG.warn("no file {} can be made: {}", extension, failure.getMessage());
        } else {
            LOG.debug("no file {} can be made", extension, failure);
        }
        return failure;
    }
}

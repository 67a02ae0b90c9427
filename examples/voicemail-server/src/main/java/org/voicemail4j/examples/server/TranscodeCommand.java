package org.voicemail4j.examples.server;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mail.speech.EncoderProgram;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundWriter;
import org.voicemail4j.media.file.SoundFile;
import org.voicemail4j.media.file.SoundFileWriter;
import org.voicemail4j.media.file.SoundImport;
import org.voicemail4j.media.opus.OpusFiles;
import org.voicemail4j.media.signal.Loudness;
import org.voicemail4j.media.signal.SampleSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns one sound file into another, by the library's own codecs. */
@Command(
        name = "transcode",
        description = {
            "Turns a sound file into one of another format; the extensions say which: wav (16 bit, 8 kHz), wav16 (16 bit, "
                    + "16 kHz), WAV or wav49 (GSM in Microsoft's blocks), gsm, ulaw, alaw, g722, sln (bare samples, 16 "
                    + "bit little endian, 8 kHz), and ogg or opus (Opus in Ogg, one channel, 24 kbit/s);"
                    + " mp3 by a program of yours (--mp3).",
            "A WAVE file that is read may have any usual rate, such as 44.1 or 48 kHz, several channels, and 8 to 32 bit, "
                    + "floating point, \u00b5-law or A-law samples."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TranscodeCommand implements Callable<Integer> {

    private static final AudioCodecs CODECS = AudioCodecs.standard();
    private static final int PIECE = 4000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IN", description = "The sound file to read.")
    private Path in;

    @Parameters(paramLabel = "OUT", description = "The sound file to write, in place of one that is there.")
    private Path out;

    @Option(
            names = "--normalise",
            description = "Makes it as loud as greetings should be: -19 LUFS (ITU-R BS.1770), no peak above -1 dB.")
    private boolean normalise;

    @Option(
            names = "--law",
            paramLabel = "ulaw|alaw",
            description = "Has \u00b5-law or A-law samples in a file with the extension wav.")
    private @Nullable Law law;

    /** The two of G.711. */
    enum Law {
        ulaw(AudioFormat.ULAW),
        alaw(AudioFormat.ALAW);

        private final AudioFormat format;

        Law(AudioFormat format) {
            this.format = format;
        }
    }

    @Option(
            names = "--mp3",
            paramLabel = "COMMAND",
            description = "The program that makes a file with the extension mp3, such as 'lame --quiet $${FILE} -'.")
    private @Nullable String encoder;

    @Override
    public Integer call() {
        boolean opus = law == null && OpusFiles.isNamed(out);
        boolean mp3 = encoder != null && extension().equals("mp3");
        AudioFormat format = opus || mp3 ? AudioFormat.WAV16 : format();
        double gain = normalise ? gain() : 1;
        Path unfinished = out.resolveSibling("." + out.getFileName() + ".part~");
        try {
            if (mp3) {
                encode(gain, unfinished);
            } else if (opus) {
                writeOpus(gain, unfinished);
            } else {
                write(format, gain, unfinished);
            }
            Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MediaException("sound file " + out + " cannot be written", e);
        } finally {
            delete(unfinished);
        }
        return 0;
    }

    private AudioFormat format() {
        String extension = extension();
        AudioFormat format = AudioFormat.ofExtension(extension)
                .orElseThrow(
                        () -> new UsageException(out + ": no format for the extension '" + extension + "'; there are "
                                + Arrays.stream(AudioFormat.values())
                                        .map(AudioFormat::extension)
                                        .collect(Collectors.joining(", "))
                                + ", ogg, opus"));
        if (law == null) {
            return format;
        }
        if (format != AudioFormat.WAV) {
            throw new UsageException("--law: " + out + " has not the extension 'wav'");
        }
        return law.format;
    }

    private String extension() {
        String name = String.valueOf(out.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private double gain() {
        try (SampleSource own = open()) {
            Loudness loudness = Loudness.of(own.at(Math.max(own.rateHz(), 8_000)));
            return loudness.gain(SoundImport.GREETING_LUFS, SoundImport.GREETING_PEAK_DB);
        }
    }

    private SampleSource open() {
        return OpusFiles.isNamed(in) ? OpusFiles.open(in) : SoundImport.open(in, CODECS);
    }

    private void writeOpus(double gain, Path file) throws IOException {
        try (SampleSource own = open();
                OutputStream sink = new BufferedOutputStream(Files.newOutputStream(file))) {
            int rate = AudioFormat.WAV16.encoding().sampleRateHz();
            say(own.rateHz(), OpusFiles.write(own.at(rate).amplified(gain), sink), rate, gain);
        }
    }

    /** By way of a WAVE file of 16 kHz, which the program reads. */
    private void encode(double gain, Path file) throws IOException {
        Path wave = Files.createTempFile("voicemail", ".wav");
        Duration patience = Duration.ofMinutes(10);
        try (OutputStream sink = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(AudioFormat.WAV16, gain, wave);
            new EncoderProgram(CODECS.transcoder(), "mp3", Program.parse(String.valueOf(encoder), patience))
                    .writeFile(SoundFile.find(wave).orElseThrow(), "mp3", sink);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--mp3: " + e.getMessage(), e);
        } finally {
            delete(wave);
        }
    }

    private void write(AudioFormat format, double gain, Path file) {
        long samples = 0;
        try (SampleSource own = open();
                SoundFileWriter sink =
                        law == null ? SoundFileWriter.create(file, format) : SoundFileWriter.wave(file, format)) {
            int rate = format.encoding().sampleRateHz();
            SampleSource source = own.at(rate).amplified(gain);
            SoundWriter writer = new SoundWriter(sink, CODECS, rate);
            short[] piece = new short[PIECE];
            int read;
            while ((read = source.read(piece, 0, piece.length)) >= 0) {
                writer.write(piece, 0, read);
                samples += read;
            }
            writer.finish();
            say(own.rateHz(), samples, rate, gain);
        }
    }

    private void say(int fromHz, long samples, int toHz, double gain) {
        PrintWriter to = spec.commandLine().getOut();
        to.printf(
                Locale.ROOT,
                "%s (%d Hz) -> %s (%d Hz), %.2f s%s%n",
                in,
                fromHz,
                out,
                toHz,
                (double) samples / toHz,
                gain == 1 ? "" : String.format(Locale.ROOT, ", %+.1f dB", 20 * Math.log10(gain)));
        to.flush();
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new MediaException("file " + unfinished + " cannot be deleted", e);
        }
    }
}

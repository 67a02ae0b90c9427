package org.voicemail4j.media.opus;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.signal.SampleSource;

/**
 * A transcoder that makes Ogg files of Opus, too (RFC 7845; 24 kbit/s, one channel): for mails and programs, not for stores.
 * Needs {@code io.github.jaredmdobson:concentus} on the class path. For many threads.
 */
public final class OpusFiles implements AudioTranscoder {

    /** The extensions of such files. */
    public static final Set<String> EXTENSIONS = Set.of("ogg", "opus");

    private static final int SERIAL = 0x766D; // one stream a file: any number will do
    private static final int PIECE = 3200;

    private final AudioTranscoder others;
    private final AudioCodecs codecs;

    /**
     * Adds these files to what a transcoder makes.
     *
     * @param others makes all else
     * @param codecs read what files are made of
     * @throws NoClassDefFoundError if Concentus is not on the class path
     */
    public OpusFiles(AudioTranscoder others, AudioCodecs codecs) {
        this.others = Objects.requireNonNull(others, "others");
        this.codecs = Objects.requireNonNull(codecs, "codecs");
        new Opus();
    }

    /** Whether a file is called as such files are. */
    public static boolean isNamed(Path file) {
        String name = String.valueOf(file.getFileName());
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Opens such a file, the first stream of Opus in it; whoever opens it closes it.
     *
     * @return one channel of 16 kHz
     * @throws org.voicemail4j.media.MediaException if it cannot be read, or is no Opus of one or two channels in Ogg
     */
    public static SampleSource open(Path file) {
        return OggOpusReader.open(file);
    }

    /**
     * Writes such a file.
     *
     * @param source of any rate that can be made 16 kHz; neither it nor the output is closed
     * @return how many samples of 16 kHz it has
     * @throws org.voicemail4j.media.MediaException if it cannot be written
     */
    public static long write(SampleSource source, OutputStream out) {
        OggOpusWriter writer = new OggOpusWriter(out, SERIAL);
        SampleSource wide = source.at(OggOpusWriter.RATE_HZ);
        short[] piece = new short[PIECE];
        long samples = 0;
        int read;
        while ((read = wide.read(piece, 0, piece.length)) >= 0) {
            writer.write(piece, 0, read);
            samples += read;
        }
        writer.finish();
        return samples;
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
        return codecs.find(from.encoding()).isPresent() ? EXTENSIONS : Set.of();
    }

    @Override
    public void writeFile(AudioContent from, String extension, OutputStream out) {
        if (!files(from.format()).contains(extension)) {
            throw new IllegalArgumentException("nothing makes a file '" + extension + "' of " + from.format());
        }
        try (SoundReader source =
                new SoundReader(from, codecs, from.format().encoding().sampleRateHz())) {
            write(source, out);
        }
    }
}

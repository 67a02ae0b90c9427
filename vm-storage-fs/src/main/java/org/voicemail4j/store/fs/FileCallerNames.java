package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.call.CallerNames;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.store.fs.SpooledSound.Place;

/**
 * Recorded names of callers in a directory of sound files, each named by its caller's number, as Asterisk has them in
 * {@code /var/spool/asterisk/recordings/callerids}: {@code 5551234.wav}. Files may come and go at any time. For many
 * threads.
 */
public final class FileCallerNames implements CallerNames {

    /** What a number may be made of to be the name of a file; no path, and nothing hidden. */
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#_][A-Za-z0-9+*#_-]{0,63}");

    private static final List<String> EXTENSIONS =
            Arrays.stream(AudioFormat.values()).map(AudioFormat::extension).collect(Collectors.toUnmodifiableList());

    private final Path directory;
    private final SpooledSound sound;

    private FileCallerNames(Path directory, SpooledSound sound) {
        this.directory = directory;
        this.sound = sound;
    }

    /** The names in that directory, which need not be there yet; of several formats of one name WAV is preferred. */
    public static FileCallerNames in(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return new FileCallerNames(directory, new SpooledSound(List.of(AudioFormat.WAV)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException if a file is there and cannot be read
     */
    @Override
    public Optional<AudioContent> find(String number) {
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        return Spool.work("look for a caller's name in", directory, () -> place(number))
                .map(place -> new FileAudio(place, () -> place(number)));
    }

    private Optional<Place> place(String number) throws IOException {
        return sound.find(directory, number, EXTENSIONS);
    }
}

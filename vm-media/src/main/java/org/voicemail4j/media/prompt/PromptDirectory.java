package org.voicemail4j.media.prompt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.file.SoundFile;

/** Prompts in a directory of Asterisk's layout, in whichever of the formats below each is there. */
final class PromptDirectory implements PromptLibrary {

    private static final List<AudioFormat> BEST_FIRST =
            List.of(AudioFormat.WAV, AudioFormat.SLN, AudioFormat.ULAW, AudioFormat.ALAW, AudioFormat.WAV16);

    private final Path root;

    PromptDirectory(Path root) {
        if (!Files.isDirectory(root)) {
            throw new MediaException("no directory of prompts: " + root);
        }
        this.root = root;
    }

    @Override
    public Optional<AudioContent> find(String name, Locale language) {
        return folders(language)
                .flatMap(folder -> BEST_FIRST.stream().map(format -> folder.resolve(name + '.' + format.extension())))
                .filter(Files::isRegularFile)
                .findFirst()
                .flatMap(SoundFile::find);
    }

    private Stream<Path> folders(Locale language) {
        String country = language.getCountry();
        Stream<Path> precise =
                country.isEmpty() ? Stream.empty() : Stream.of(root.resolve(language.getLanguage() + '_' + country));
        return Stream.concat(precise, Stream.of(root.resolve(language.getLanguage()), root));
    }
}

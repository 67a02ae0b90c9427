package org.voicemail4j.media.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.file.SoundFile;

/** Prompts in a directory of Asterisk's layout, in whichever of the formats below each is there. */
final class PromptDirectory implements PromptLibrary {

    private static final List<AudioFormat> BEST_FIRST = List.of(
            AudioFormat.WAV,
            AudioFormat.SLN,
            AudioFormat.ULAW,
            AudioFormat.ALAW,
            AudioFormat.WAV16,
            AudioFormat.GSM,
            AudioFormat.WAV49);

    /** What a code can be made of: nothing that leads elsewhere. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,20}");

    private final Pieces pieces = new Pieces();
    private final Path root;

    PromptDirectory(Path root) {
        if (!Files.isDirectory(root)) {
            throw new MediaException("no directory of prompts: " + root);
        }
        this.root = root;
    }

    @Override
    public Optional<AudioContent> find(String name, Locale language) {
        if (!Prompt.Named.isValid(name)) {
            return Optional.empty();
        }
        return spoken(name, language)
                .or(() -> pieces.join(
                        name,
                        language.getLanguage(),
                        part -> spoken(part, language).or(() -> file(root, part))))
                .or(() -> file(root, name));
    }

    private Optional<AudioContent> spoken(String name, Locale language) {
        return folders(language)
                .map(folder -> file(root.resolve(folder), name).or(() -> inOlderLayout(name, folder)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** {@code digits/de/1} rather than {@code de/digits/1}. */
    private Optional<AudioContent> inOlderLayout(String name, String folder) {
        int last = name.lastIndexOf('/');
        return last < 0
                ? Optional.empty()
                : file(root.resolve(name.substring(0, last)).resolve(folder), name.substring(last + 1));
    }

    private static Optional<AudioContent> file(Path folder, String name) {
        return BEST_FIRST.stream()
                .map(format -> folder.resolve(name + '.' + format.extension()))
                .filter(Files::isRegularFile)
                .findFirst()
                .flatMap(SoundFile::find);
    }

    /** Country, language, then other countries and voices of it, such as {@code es_MX_f_Allison}. */
    private Stream<String> folders(Locale language) {
        String code = language.getLanguage();
        String country = language.getCountry();
        if (!CODE.matcher(code + country).matches()) {
            return Stream.empty();
        }
        Stream<Supplier<Stream<String>>> inOrder = Stream.of(
                () -> country.isEmpty() ? Stream.empty() : Stream.of(code + '_' + country),
                () -> Stream.of(code),
                () -> startingWith(code + '_').stream());
        return inOrder.flatMap(Supplier::get);
    }

    private List<String> startingWith(String prefix) {
        try (Stream<Path> all = Files.list(root)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MediaException("directory of prompts cannot be listed: " + root, e);
        }
    }
}

package org.voicemail4j.media.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.file.SoundBytes;

/** What to play, language by language, for prompts that a library has only in parts. For many threads. */
final class Pieces {

    private final Map<String, Map<String, List<String>>> byLanguage = new ConcurrentHashMap<>();

    /** Looks one prompt up. */
    interface Lookup {
        Optional<AudioContent> find(String name);
    }

    /**
     * A prompt put together.
     *
     * @param language ISO 639 code
     * @param parts where the parts are
     * @return empty if it has no parts, or not all of them are there in the same format
     */
    Optional<AudioContent> join(String name, String language, Lookup parts) {
        return Optional.ofNullable(
                        byLanguage.computeIfAbsent(language, Pieces::read).get(name))
                .flatMap(names -> join(names, parts));
    }

    private static Optional<AudioContent> join(List<String> names, Lookup parts) {
        if (names.isEmpty()) {
            return Optional.of(new SoundBytes(AudioFormat.ULAW, new byte[0]));
        }
        List<AudioContent> found =
                names.stream().map(parts::find).flatMap(Optional::stream).toList();
        return found.size() == names.size() ? JoinedSounds.of(found) : Optional.empty();
    }

    private static Map<String, List<String>> read(String language) {
        if (!PromptTexts.languages().contains(language)) {
            return Map.of();
        }
        String path = "texts/" + language + "/pieces.txt";
        try (InputStream file = Pieces.class.getResourceAsStream(path)) {
            return file == null ? Map.of() : parse(new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new MediaException(path + " cannot be read from the jar", e);
        }
    }

    private static Map<String, List<String>> parse(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && line.contains(" ="))
                .map(line -> line.split(" =", 2))
                .collect(Collectors.toUnmodifiableMap(
                        line -> line[0],
                        line -> Stream.of(line[1].split(" "))
                                .filter(part -> !part.isEmpty())
                                .toList()));
    }
}

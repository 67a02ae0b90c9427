package org.voicemail4j.media.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.say.SpokenLanguage;

/**
 * What the prompts of a language say, in words: what a voice has to record, what a simulated call shows, and what the
 * grammar of the language is tested by. Unchangeable; for many threads.
 */
public final class PromptTexts {

    private final SortedMap<String, String> byName;

    private PromptTexts(SortedMap<String, String> byName) {
        this.byName = Collections.unmodifiableSortedMap(byName);
    }

    /** The languages there are texts for, as ISO 639 codes: those that have a grammar. */
    public static Set<String> languages() {
        return SpokenLanguage.languages();
    }

    /**
     * The texts of a language.
     *
     * @return empty if there is no grammar for it
     */
    public static Optional<PromptTexts> find(Locale language) {
        String code = language.getLanguage();
        return languages().contains(code) ? Optional.of(new PromptTexts(read(code))) : Optional.empty();
    }

    private static SortedMap<String, String> read(String code) {
        String path = "texts/" + code + "/prompts.txt";
        try (InputStream file = PromptTexts.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new MediaException("no texts of prompts in the jar: " + path);
            }
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && line.contains(" = "))
                    .map(line -> line.split(" = ", 2))
                    .collect(Collectors.toMap(
                            line -> line[0], line -> words(line[1]), (one, other) -> other, TreeMap::new));
        } catch (IOException e) {
            throw new MediaException("texts of prompts cannot be read from the jar: " + path, e);
        }
    }

    /** Without the mark at the end, which tells a voice how to say it; nothing for a tone. */
    private static String words(String marked) {
        return marked.startsWith("[tone ") ? "" : marked.replaceFirst(" ?\\.\\.\\.$|,$", "");
    }

    /** All texts by the names of their prompts, in the order of the names; a tone has an empty text. */
    public SortedMap<String, String> byName() {
        return byName;
    }

    /** What one prompt says. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}

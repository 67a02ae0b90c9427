package org.voicemail4j.media.prompt;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.Prompt;

/** English for what a library lacks in another language, with one warning for each such prompt. */
final class EnglishFallback implements PromptLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(EnglishFallback.class);
    private static final int MOST_WARNINGS = 10_000;

    private record Missing(String name, String language) {}

    private final Set<Missing> warned = ConcurrentHashMap.newKeySet();
    private final PromptLibrary library;
    private final PromptLibrary english;
    private final BiConsumer<String, Locale> warning;

    EnglishFallback(PromptLibrary library, PromptLibrary english) {
        this(library, english, EnglishFallback::warn);
    }

    /** With something of one's own to be told which prompt is missing in which language. */
    EnglishFallback(PromptLibrary library, PromptLibrary english, BiConsumer<String, Locale> warning) {
        this.library = library;
        this.english = english;
        this.warning = warning;
    }

    private static void warn(String name, Locale language) {
        LOG.warn("no prompt '{}' in '{}', it is said in English; see 'voicemail prompts check'", name, language);
    }

    @Override
    public Optional<AudioContent> find(String name, Locale language) {
        return Prompt.Named.isValid(name)
                ? library.find(name, language).or(() -> inEnglish(name, language))
                : Optional.empty();
    }

    private Optional<AudioContent> inEnglish(String name, Locale language) {
        boolean isEnglish = language.getLanguage().equals(Locale.ENGLISH.getLanguage());
        if (!isEnglish && warned.size() < MOST_WARNINGS && warned.add(new Missing(name, language.toString()))) {
            warning.accept(name, language);
        }
        Optional<AudioContent> own = isEnglish ? Optional.empty() : library.find(name, Locale.ENGLISH);
        return own.or(() -> english.find(name, Locale.ENGLISH));
    }
}

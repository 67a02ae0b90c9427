package org.voicemail4j.media.prompt;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;

/**
 * Phrases that callers hear, by the names of Asterisk's sound files. For many threads; may block on a disk. Implemented
 * here for the pack in this jar and for directories of sound files, and by whoever keeps prompts elsewhere; the contract is
 * {@code PromptLibraryContract} in the test-jar of this module.
 */
@FunctionalInterface
public interface PromptLibrary {

    /**
     * Finds a phrase.
     *
     * @param name such as {@code vm-intro} or {@code digits/7}, as in {@link org.voicemail4j.media.Prompt.Named}; any other
     *     text is the name of nothing
     * @param language in which it should be spoken; a library falls back from country to language to its own default,
     *     whatever text the language's code is
     * @return empty if the library lacks it
     */
    Optional<AudioContent> find(String name, Locale language);

    /** Where to look for what this library lacks. */
    default PromptLibrary orElse(PromptLibrary other) {
        return (name, language) -> find(name, language).or(() -> other.find(name, language));
    }

    /**
     * English for what this library lacks in another language: its own, and what that lacks too from the pack in this
     * jar. Each prompt that has to be said in English is warned about once.
     */
    default PromptLibrary orEnglish() {
        return new EnglishFallback(this, english());
    }

    /** The English pack in this jar, which is spoken whatever the language. */
    static PromptLibrary english() {
        return new PackedPrompts("en");
    }

    /**
     * A directory in the layout of Asterisk's sounds, such as {@code /usr/share/asterisk/sounds}: {@code
     * en_GB/vm-intro.wav}, then {@code en/vm-intro.wav}, then other countries and voices such as {@code
     * en_US_f_Allison/vm-intro.wav}, then {@code vm-intro.wav}. Lower down likewise, or as older systems have it: {@code
     * de/digits/1.gsm} or {@code digits/de/1.gsm}. What our grammars have as one prompt, and such a directory in parts,
     * is put together.
     *
     * @throws org.voicemail4j.media.MediaException if it is no directory
     */
    static PromptLibrary directory(Path directory) {
        return new PromptDirectory(directory);
    }
}

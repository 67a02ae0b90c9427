package org.voicemail4j.media.prompt;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.say.SpokenLanguage;

/** What a grammar makes of something, in the words that its prompts say. */
record SpokenWords(SpokenLanguage grammar, PromptTexts texts) {

    static SpokenWords of(String language) {
        Locale locale = Locale.forLanguageTag(language);
        return new SpokenWords(
                SpokenLanguage.of(locale), PromptTexts.find(locale).orElseThrow());
    }

    /** The texts of the prompts, one after the other. */
    String words(List<Prompt> said) {
        return said.stream()
                .map(prompt -> texts.text(prompt.toString())
                        .orElseThrow(() -> new AssertionError("no text for the prompt " + prompt)))
                .collect(joining(" "));
    }
}

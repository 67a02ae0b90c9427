package org.voicemail4j.say;

import java.util.Map;

/** Which languages are spoken, by their ISO 639 codes. */
final class Grammars {

    static final Map<String, SpokenLanguage> BY_LANGUAGE = Map.of(
            "en", English.GRAMMAR,
            "de", new Grammar(new German()),
            "es", new Grammar(new Spanish()),
            "fr", new Grammar(new French()),
            "it", new Grammar(new Italian()),
            "nl", new Grammar(new Dutch()),
            "pl", new Grammar(new Polish()),
            "ru", new Grammar(new Russian()));

    private Grammars() {}
}

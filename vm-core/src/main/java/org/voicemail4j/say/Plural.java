package org.voicemail4j.say;

/** The form of a word after a number, in CLDR's categories; prompts of counted words end in its suffix. */
enum Plural {
    ONE("-one"),
    FEW("-few"),
    MANY("-many"),
    OTHER("-other");

    private final String suffix;

    Plural(String suffix) {
        this.suffix = suffix;
    }

    String of(String word) {
        return word + suffix;
    }

    /** Two forms, one for a single thing. */
    static Plural oneOrMore(int count) {
        return count == 1 ? ONE : OTHER;
    }
}

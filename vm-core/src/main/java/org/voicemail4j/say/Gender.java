package org.voicemail4j.say;

/** Of the word that is counted; a number that has a form of its own for it ends in that letter. */
enum Gender {
    /** Counting as such: "one, two, three". */
    NONE(""),
    MASCULINE("M"),
    FEMININE("F"),
    NEUTER("N");

    private final String letter;

    Gender(String letter) {
        this.letter = letter;
    }

    /** The number's own form for this gender. */
    String form(int number) {
        return number + letter;
    }
}

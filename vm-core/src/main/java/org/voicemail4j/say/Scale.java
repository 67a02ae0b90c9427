package org.voicemail4j.say;

/**
 * A power of thousand as a counted word.
 *
 * @param one after one, such as {@code million}
 * @param few after a few, in languages that count so
 * @param many after all else
 * @param gender of the word
 * @param saysOne whether it is "one thousand", not "thousand"
 */
record Scale(String one, String few, String many, Gender gender, boolean saysOne) {

    /** A word with a singular and a plural. */
    static Scale of(String one, String many, Gender gender, boolean saysOne) {
        return new Scale(one, many, many, gender, saysOne);
    }

    String after(Plural plural) {
        return switch (plural) {
            case ONE -> one;
            case FEW -> few;
            case MANY, OTHER -> many;
        };
    }
}

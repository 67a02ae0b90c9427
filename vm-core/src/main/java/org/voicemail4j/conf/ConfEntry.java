package org.voicemail4j.conf;

/**
 * One {@code name = value} of a file.
 *
 * @param name without blanks around it
 * @param value without blanks around it, or empty
 * @param place where it stands
 * @param inherited whether it came from a template
 */
record ConfEntry(String name, String value, Place place, boolean inherited) {

    ConfEntry asInherited() {
        return inherited ? this : new ConfEntry(name, value, place, true);
    }

    /** An error that says what is accepted: {@code maxmsg is 'x'; a number from 0 to 9999 is expected}. */
    ConfException unexpected(String expected) {
        return wrong(name + " is " + Place.quoted(value) + "; " + expected + " is expected");
    }

    /** An error in other words: those of an option that may hold a secret. */
    ConfException wrong(String problem) {
        return new WrongValueException(this, problem, null);
    }
}

package org.voicemail4j.conf;

/**
 * Where something stands.
 *
 * @param file the file, as it was named
 * @param line counted from 1; 0 if the whole file is meant
 */
record Place(String file, int line) {

    private static final int LONGEST_SHOWN = 40;

    ConfException error(String problem) {
        return new ConfException(file, line, problem);
    }

    ConfException error(String problem, Throwable cause) {
        return new ConfException(file, line, problem, cause);
    }

    /** A text from the file as a message may show it: in quotes, shortened, without control or format characters. */
    static String quoted(String text) {
        String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        return '\'' + shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + '\'';
    }

    @Override
    public String toString() {
        return file + ':' + line;
    }
}

package org.voicemail4j.audio;

import java.util.Objects;

/** What came of writing down a recording. */
public sealed interface Transcription {

    /** The most characters of a text. */
    int LONGEST = 8000;

    /** The attribute under which a text is kept with its message; its further pieces are {@code transcript-2} and so on. */
    String ATTRIBUTE = "transcript";

    /**
     * What was said.
     *
     * @param text one line of 1 to {@link #LONGEST} characters, without control characters
     */
    record Text(String text) implements Transcription {
        public Text {
            if (text.isBlank() || text.length() > LONGEST || !text.equals(line(text))) {
                throw new IllegalArgumentException(
                        "not one line of 1 to " + LONGEST + " characters: " + text.length() + " characters");
            }
        }

        /** Without the text: it is somebody's words. */
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }

    /** There are no words in it. */
    record Wordless() implements Transcription {}

    /**
     * Nobody could write it down.
     *
     * @param reason why, for an operator
     * @param isPassing whether it may go another time
     */
    record Failed(String reason, boolean isPassing) implements Transcription {
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A text as a program wrote it, with any lines and blanks, made one line and cut if it is too long. */
    static Transcription of(String text) {
        String line = line(text);
        if (line.length() > LONGEST) {
            int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            line = line.substring(0, end).strip();
        }
        return line.isEmpty() ? new Wordless() : new Text(line);
    }

    /** Whether an attribute of a message holds a text of what was said, or a piece of it. */
    static boolean isKeptAs(String attribute) {
        return attribute.matches(ATTRIBUTE + "(-[0-9]+)?");
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Z}\\u2028\\u2029]+", " ").strip();
    }
}

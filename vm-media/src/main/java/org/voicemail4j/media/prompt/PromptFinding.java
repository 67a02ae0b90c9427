package org.voicemail4j.media.prompt;

import java.util.Objects;

/**
 * What is wrong with one prompt of a sound directory.
 *
 * @param name of the prompt
 * @param fault what is wrong
 * @param detail the figure, or where it was looked for
 */
public record PromptFinding(String name, Fault fault, String detail) {
    public PromptFinding {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(detail, "detail");
    }

    /** Kinds of faults. */
    public enum Fault {
        /** There is no such file, and no parts of it; callers hear English. */
        MISSING,
        /** The file is none that can be played. */
        UNREADABLE,
        /** Louder than the format can say. */
        CLIPPED,
        /** Hard to hear on a telephone. */
        QUIET,
        /** Silence at the beginning or the end, so that joined prompts come apart. */
        SILENCE
    }
}

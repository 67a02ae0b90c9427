package org.voicemail4j;

import org.jspecify.annotations.Nullable;

/**
 * A broken world: a disk, database, socket or configuration file that failed. The root of every exception which this
 * library throws on purpose, except for misuse ({@code NullPointerException}, {@code IllegalArgumentException}, {@code
 * IllegalStateException}). The message names the mailbox or call and what to look at; ordinary outcomes such as a full
 * mailbox or a hang-up are values, never exceptions.
 */
public class VoicemailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and where, for an operator's eyes
     */
    public VoicemailException(String message) {
        super(message);
    }

    /**
     * @param message what failed and where, for an operator's eyes
     * @param cause what was thrown below, or null if nothing was
     */
    public VoicemailException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

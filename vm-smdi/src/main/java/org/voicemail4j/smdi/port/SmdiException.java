package org.voicemail4j.smdi.port;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/** This machine cannot have such a line at all: waiting for it would be in vain. */
public class SmdiException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed, and what to do about it
     * @param cause what was thrown below, or null if nothing was
     */
    public SmdiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package org.voicemail4j.media;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/** Media that cannot be set up or moved: no free port, a socket that failed, a prompt library that is broken. */
public class MediaException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and for which call
     */
    public MediaException(String message) {
        super(message);
    }

    /**
     * @param message what failed and for which call
     * @param cause what was thrown below, or null if nothing was
     */
    public MediaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

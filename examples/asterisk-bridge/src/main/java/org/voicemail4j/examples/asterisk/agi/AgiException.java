package org.voicemail4j.examples.asterisk.agi;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/** What an Asterisk said by AGI makes no sense, or the folder that is shared with it cannot be used. */
public class AgiException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, and with whom
     */
    public AgiException(String message) {
        this(message, null);
    }

    /**
     * @param message what was wrong, and with whom
     * @param cause what was thrown below, or null if nothing was
     */
    public AgiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package org.voicemail4j.store;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/** A store that cannot read or keep what it should: a disk, a database, a server that failed. */
public class StoreException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed, with mailbox and place
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * @param message what failed, with mailbox and place
     * @param cause what was thrown below, or null if nothing was
     */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

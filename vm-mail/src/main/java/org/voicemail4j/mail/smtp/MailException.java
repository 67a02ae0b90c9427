package org.voicemail4j.mail.smtp;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/** Mail that cannot be written or sent at the moment. */
public final class MailException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and where
     * @param cause what was thrown below, or null if nothing was
     */
    public MailException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

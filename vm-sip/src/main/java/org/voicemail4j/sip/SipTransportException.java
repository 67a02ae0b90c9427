package org.voicemail4j.sip;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/** SIP that cannot be spoken: an address that cannot be bound, a stack that failed, a call that cannot be answered. */
public class SipTransportException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what failed and where
     * @param cause what was thrown below, or null if nothing was
     */
    public SipTransportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

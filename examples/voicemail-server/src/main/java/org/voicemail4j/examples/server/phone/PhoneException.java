package org.voicemail4j.examples.server.phone;

import org.jspecify.annotations.Nullable;

/** A call that did not go as scripted: refused, unanswered, or a notification that never came. */
public final class PhoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PhoneException(String message) {
        super(message);
    }

    public PhoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
